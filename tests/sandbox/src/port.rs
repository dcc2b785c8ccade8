//! A port for somebody who starts later.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use tokio::net::TcpSocket;

/// A port of loopback that the system gives to nobody else for as long as this lives. Nobody listens
/// on it; whoever is told of it can, as every server does that takes its port over from the one
/// before (`SO_REUSEADDR`).
#[derive(Debug)]
pub struct Port(TcpSocket);

impl Port {
    /// One of the system's choice.
    ///
    /// # Errors
    /// If it has none left.
    pub fn claim() -> io::Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.set_reuseaddr(true)?;
        socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
        Ok(Self(socket))
    }

    /// Where it is.
    ///
    /// # Errors
    /// If the system does not say.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::Port;

    #[tokio::test]
    async fn whoever_is_told_of_a_port_can_listen_there_again_and_again() {
        let port = Port::claim().expect("a port");
        let address = port.address().expect("its address");
        for _ in 0..3 {
            TcpListener::bind(address).await.expect("it listens");
        }
    }
}
