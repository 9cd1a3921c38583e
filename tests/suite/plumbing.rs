//! What others run us by: hooks, the action, the template. They are read as their hosts read them, and their commands are tried.

use std::process::Command;

use serde_yaml::Value;

use crate::support::{root, run, stdout};

fn yaml(name: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(root().join(name)).expect(name);
    serde_yaml::Deserializer::from_str(&text)
        .map(|document| serde::Deserialize::deserialize(document).expect(name))
        .collect()
}

#[test]
fn hooks_run_commands_that_exist() {
    let hooks = yaml(".pre-commit-hooks.yaml").remove(0);
    let hooks = hooks.as_sequence().expect("a list");
    assert!(hooks.len() >= 3);
    for hook in hooks {
        let entry = hook["entry"].as_str().expect("an entry");
        let mut arguments: Vec<&str> = entry.split_whitespace().skip(1).collect();
        arguments.push("fixtures/wire/berlin.txt");
        let fixes = arguments[0] == "fix";
        if fixes {
            arguments.push("--dry-run");
        }
        let output = run(&arguments, "");
        let errors = String::from_utf8_lossy(&output.stderr);
        // A hook that changes files fails by that.
        assert_eq!(output.status.code(), Some(i32::from(!fixes)), "{entry}");
        assert_eq!(errors.contains("would fix"), fixes, "{entry}: {errors}");
        assert!(matches!(hook["language"].as_str(), Some("rust" | "system")));
    }
}

/// The last step of the action, run by the shell that would run it.
fn action(inputs: &[(&str, &str)], folder: &std::path::Path) -> std::process::Output {
    let action = yaml("action.yml").remove(0);
    let steps = action["runs"]["steps"].as_sequence().expect("steps");
    let script = steps.last().expect("a step")["run"]
        .as_str()
        .expect("a script");
    let bin = folder.join("bin");
    std::fs::create_dir_all(&bin).expect("a folder");
    let program = bin.join("exonym");
    if !program.exists() {
        std::fs::copy(env!("CARGO_BIN_EXE_exonym"), program).expect("a copy");
    }
    let empty = ["PATHS", "ARGS", "FAIL_ON", "SINCE", "SARIF"].map(|name| (name, ""));
    Command::new("bash")
        .args(["-e", "-o", "pipefail", "-c", script])
        .current_dir(root())
        .env("ROOT", folder)
        .envs(empty)
        .envs(inputs.iter().copied())
        .output()
        .expect("bash runs")
}

#[test]
fn the_action_annotates_and_fails() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let sarif = folder.path().join("a b.sarif");
    let path = sarif.to_string_lossy();
    let inputs = [
        ("PATHS", "fixtures/wire/berlin.txt\nfixtures/clean"),
        ("ARGS", "--threads=1"),
        ("SARIF", &*path),
    ];
    let output = action(&inputs, folder.path());
    let annotations = stdout(&output);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(
        annotations.contains("::warning file=fixtures/wire/berlin.txt,line=3,"),
        "{annotations}"
    );
    assert!(std::fs::metadata(&sarif).is_ok_and(|file| file.len() > 0));
    let lenient = [("PATHS", "fixtures/wire/berlin.txt"), ("FAIL_ON", "error")];
    assert_eq!(action(&lenient, folder.path()).status.code(), Some(0));
}

#[test]
fn the_gitlab_template_writes_both_reports() {
    let documents = yaml("templates/exonym.yml");
    let [header, job] = documents.as_slice() else {
        panic!("a header and a job");
    };
    let inputs = header["spec"]["inputs"].as_mapping().expect("inputs");
    let job = &job["exonym"];
    let script = job["script"].as_sequence().expect("a script");
    let command = script.last().and_then(Value::as_str).expect("a command");
    // Every input that is used is declared.
    for used in command.split("$[[ inputs.").skip(1) {
        let name = used.split(' ').next().expect("a name");
        assert!(inputs.contains_key(name), "{name}");
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let report = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let gitlab = format!("gitlab={}", report("exonym-quality.json"));
    let junit = format!("junit={}", report("exonym-junit.xml"));
    let arguments = [
        "check",
        "--report",
        &gitlab,
        "--report",
        &junit,
        "--",
        "fixtures/wire",
    ];
    assert_eq!(run(&arguments, "").status.code(), Some(1));
    for kind in ["codequality", "junit"] {
        let name = job["artifacts"]["reports"][kind].as_str().expect(kind);
        assert!(command.contains(name), "{name}");
        let file = std::fs::metadata(folder.path().join(name));
        assert!(file.is_ok_and(|file| file.len() > 0), "{name}");
    }
}
