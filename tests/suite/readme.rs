//! The README tells the truth: every `$ exonym …` in it is run, and prints what stands below it.
//!
//! `EXONYM_UPDATE=1` writes what is printed into the README.

use crate::support::{root, run, stdout};

#[test]
fn transcripts_of_the_readme_are_real() {
    let path = root().join("README.md");
    let readme = std::fs::read_to_string(&path).expect("the README is readable");
    let mut renewed = readme.clone();
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
            let real = stdout(&run(&arguments, ""));
            if std::env::var_os("EXONYM_UPDATE").is_some() {
                renewed = renewed.replace(
                    &format!("$ {command}\n{}", printed.trim_end()),
                    &format!("$ {command}\n{}", real.trim_end()),
                );
            } else {
                assert_eq!(real.trim_end(), printed.trim_end(), "$ {command}");
            }
            count += 1;
        }
    }
    assert!(count >= 4, "the README has lost its transcripts");
    if renewed != readme {
        std::fs::write(&path, renewed).expect("the README is writable");
    }
}
