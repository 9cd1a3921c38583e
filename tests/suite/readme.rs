//! The README tells the truth: every `$ exonym …` in it is run, and prints what stands below it.

use crate::support::{root, run, stdout};

#[test]
fn transcripts_of_the_readme_are_real() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("the README is readable");
    let mut count = 0;
    for block in readme
        .split("```console\n")
        .skip(1)
        .filter_map(|b| b.split("```").next())
    {
        for transcript in block.split("$ ").skip(1) {
            let (command, printed) = transcript.split_once('\n').unwrap_or((transcript, ""));
            let Some(arguments) = command
                .strip_prefix("exonym ")
                .filter(|_| !printed.trim().is_empty())
            else {
                continue;
            };
            let arguments: Vec<&str> = arguments.split_whitespace().collect();
            assert_eq!(
                stdout(&run(&arguments, "")).trim_end(),
                printed.trim_end(),
                "$ {command}"
            );
            count += 1;
        }
    }
    assert!(count >= 4, "the README has lost its transcripts");
}
