//! Messages over standard input and output. A message that cannot be understood is passed over; the next one may be fine.

use std::io::{self, BufReader, Write as _};
use std::thread;

use lsp_server::{Connection, Message};

/// Runs `server` on the streams of this process.
pub(super) fn serve(server: impl FnOnce(Connection) -> u8) -> u8 {
    // The connection of `lsp_server` ends at the first message that is no JSON, so it gets the messages from here.
    let (inside, outside) = Connection::memory();
    let Connection { sender, receiver } = outside;
    let writer = thread::spawn(move || {
        let mut out = io::stdout().lock();
        for message in receiver {
            if message.write(&mut out).is_err() {
                return;
            }
        }
    });
    thread::spawn(move || {
        let mut input = BufReader::new(io::stdin());
        loop {
            match Message::read(&mut input) {
                Ok(Some(message)) => {
                    let last = is_exit(&message);
                    if sender.send(message).is_err() || last {
                        return;
                    }
                }
                Ok(None) => return,
                Err(error) if is_content(&error) => complain(&error),
                Err(_) => return,
            }
        }
    });
    let status = server(inside);
    // Everything that was said is written before the process ends.
    let _ = writer.join();
    status
}

fn is_exit(message: &Message) -> bool {
    matches!(message, Message::Notification(it) if it.method == "exit")
}

/// Whether a whole message was read, but not understood. With a broken header nobody knows where the next one begins.
fn is_content(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::InvalidData && error.to_string().starts_with("malformed LSP")
}

fn complain(error: &io::Error) {
    let text: String = error.to_string().chars().take(200).collect();
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(io::stderr(), "exonym: a message was passed over: {text}");
}
