//! Shows the page while it is worked on: trunk builds it without optimization, serves it, and
//! rebuilds it on every change.

use std::net::{Ipv4Addr, TcpListener};

use crate::error::{Error, Outcome};
use crate::toolbox::Toolbox;
use crate::workspace::Workspace;

/// An error if something else listens on `port`. Asked before anything is installed or built.
pub(crate) fn check_port(port: u16) -> Outcome {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(cause) => Err(Error::new(format!(
            "cannot serve on port {port} ({cause}): choose another with `cargo xtask serve --port N`"
        ))),
    }
}

/// Serves the page until it is interrupted.
pub(crate) fn serve(workspace: &Workspace, toolbox: &Toolbox, port: u16) -> Outcome {
    let mut trunk = toolbox.command(workspace, "trunk")?;
    trunk.args(["serve", "--address", "127.0.0.1", "--port", &port.to_string(), "--dist"]);
    trunk.arg(workspace.browser_target().join("serve"));
    println!("serve: building; then the page is at http://127.0.0.1:{port}/ (Ctrl+C ends)");
    become_program(trunk)
}

/// Becomes the server, so that what ends this program ends the server.
#[cfg(unix)]
fn become_program(mut command: std::process::Command) -> Outcome {
    use std::os::unix::process::CommandExt;
    let cause = command.exec();
    Err(Error::new(format!("cannot start trunk: {cause}")))
}

/// Runs the server.
#[cfg(not(unix))]
fn become_program(command: std::process::Command) -> Outcome {
    crate::process::run(command)
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, TcpListener};

    use super::check_port;

    #[test]
    fn a_port_in_use_is_an_error_that_says_what_to_do() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let message = check_port(port).unwrap_err().to_string();
        assert!(message.contains(&format!("port {port}")), "{message}");
        assert!(message.contains("--port N"), "{message}");
    }
}
