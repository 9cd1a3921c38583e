//! The language server as an editor starts it: over standard input and output.

use crate::support::run;

fn framed(bodies: &[&str]) -> String {
    let frame = |body: &&str| format!("Content-Length: {}\r\n\r\n{body}", body.len());
    bodies.iter().map(frame).collect()
}

const HELLO: &str =
    r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#;
const BYE: &str = r#"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#;
const EXIT: &str = r#"{"jsonrpc":"2.0","method":"exit"}"#;

#[test]
fn it_answers_and_leaves_with_the_status_of_the_protocol() {
    let early = r#"{"jsonrpc":"2.0","id":0,"method":"textDocument/hover","params":{}}"#;
    let output = run(&["lsp"], &framed(&[early, HELLO, BYE, EXIT]));
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.contains("-32002"), "{text}");
    assert!(text.contains(r#""serverInfo":{"name":"exonym""#), "{text}");
    assert!(text.contains(r#""id":2,"result":null"#), "{text}");
    for cut in [&[HELLO, EXIT][..], &[HELLO], &[EXIT], &[]] {
        let output = run(&["lsp", "--stdio"], &framed(cut));
        assert_eq!(output.status.code(), Some(1), "{cut:?}");
    }
}

#[test]
fn what_is_no_message_is_passed_over() {
    let broken = [HELLO, "{\"id\":", "[]", "null", BYE, EXIT];
    let output = run(&["lsp"], &framed(&broken));
    assert_eq!(output.status.code(), Some(0));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(
        errors.matches("a message was passed over").count(),
        3,
        "{errors}"
    );
    let output = run(&["lsp"], &format!("{}no header\r\n\r\n", framed(&[HELLO])));
    assert_eq!(output.status.code(), Some(1));
}
