//! A look-alike's door: a port that can refuse connections, and connections that can be cut.

use std::future::pending;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use futures::task::AtomicWaker;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::time::sleep;

use crate::port::Port;
use crate::wait::patiently;

/// How many connections may wait to be accepted.
const BACKLOG: u32 = 1024;

/// What the server's owner holds: shuts and opens the door. Cloning gives another handle on it.
#[derive(Debug, Clone)]
pub(crate) struct Door {
    wanted_open: watch::Sender<bool>,
    is_open: watch::Receiver<bool>,
    lines: Lines,
}

impl Door {
    /// Refuses connections, soon, and cuts those that stand, at once.
    pub(crate) fn shut(&self) {
        self.wanted_open.send_replace(false);
        self.cut_all();
    }

    /// Accepts connections again, soon, on the same port.
    pub(crate) fn open(&self) {
        self.wanted_open.send_replace(true);
    }

    /// Ends once connections are accepted, or refused.
    pub(crate) async fn until(&self, open: bool) {
        let mut is_open = self.is_open.clone();
        let is = is_open.wait_for(|is| *is == open);
        let is = patiently("the door opens or shuts", is).await;
        is.expect("somebody serves at the door");
    }

    /// Cuts every connection.
    pub(crate) fn cut_all(&self) {
        for line in self.lines.all().drain(..).filter_map(|line| line.upgrade()) {
            Cut(line).now();
        }
    }
}

/// Every connection that may still be open.
#[derive(Debug, Clone, Default)]
struct Lines(Arc<Mutex<Vec<Weak<CutState>>>>);

impl Lines {
    fn all(&self) -> MutexGuard<'_, Vec<Weak<CutState>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, cut: &Cut) {
        let mut all = self.all();
        all.retain(|line| line.strong_count() > 0);
        all.push(Arc::downgrade(&cut.0));
    }
}

/// The listening side, for `axum::serve`.
#[derive(Debug)]
pub(crate) struct DoorListener {
    address: SocketAddr,
    /// Keeps the port while nobody listens on it.
    _claim: Port,
    listener: Option<TcpListener>,
    wanted_open: watch::Receiver<bool>,
    is_open: watch::Sender<bool>,
    lines: Lines,
}

/// A door on a port of the system's choice on loopback, open.
pub(crate) fn stand() -> io::Result<(Door, DoorListener)> {
    let claim = Port::claim()?;
    let address = claim.address()?;
    let listener = Some(listen(address)?);
    let (wanted_open, wants) = watch::channel(true);
    let (is, is_open) = watch::channel(true);
    let lines = Lines::default();
    let door = Door {
        wanted_open,
        is_open,
        lines: lines.clone(),
    };
    let listener = DoorListener {
        address,
        _claim: claim,
        listener,
        wanted_open: wants,
        is_open: is,
        lines,
    };
    Ok((door, listener))
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// Listens again where one did before. A process that is just being started shares the old socket
/// until it runs, and so long the port is taken.
async fn listen_again(address: SocketAddr) -> TcpListener {
    patiently("the look-alike's own port is free", async {
        loop {
            match listen(address) {
                Ok(listener) => return listener,
                Err(error) => tracing::debug!(%error, "the port is not free yet"),
            }
            sleep(Duration::from_millis(1)).await;
        }
    })
    .await
}

impl DoorListener {
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Sees to it that somebody listens, after waiting for as long as the door shall be shut.
    async fn is_opened(&mut self) {
        if !*self.wanted_open.borrow_and_update() {
            self.listener = None;
            self.is_open.send_replace(false);
            if self.wanted_open.wait_for(|open| *open).await.is_err() {
                // Nobody can open the door any more; its task is being ended.
                pending::<()>().await;
            }
        }
        if self.listener.is_none() {
            self.listener = Some(listen_again(self.address).await);
            self.is_open.send_replace(true);
        }
    }
}

impl Listener for DoorListener {
    type Io = Line;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Line, SocketAddr) {
        loop {
            self.is_opened().await;
            let listener = self.listener.as_ref().expect("it was just opened");
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                _ = self.wanted_open.wait_for(|open| !*open) => continue,
            };
            // One that went away before it was accepted is nobody's.
            let Ok((stream, address)) = accepted else {
                continue;
            };
            // Small answers go at once; a refusal by the system changes nothing else.
            let _ = stream.set_nodelay(true);
            let cut = Cut::default();
            self.lines.add(&cut);
            // Whoever came in while the door was being shut is sent away here, if not by who shut it.
            if *self.wanted_open.borrow() {
                return (Line { stream, cut }, address);
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

/// One connection.
#[derive(Debug)]
pub(crate) struct Line {
    stream: TcpStream,
    cut: Cut,
}

/// The end of one connection, in the hands of those who may cut it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cut(Arc<CutState>);

#[derive(Debug, Default)]
struct CutState {
    done: AtomicBool,
    reader: AtomicWaker,
}

impl Cut {
    /// Breaks the connection: nothing more is read or written.
    pub(crate) fn now(&self) {
        self.0.done.store(true, Ordering::Release);
        self.0.reader.wake();
    }

    fn check(&self) -> io::Result<()> {
        if self.0.done.load(Ordering::Acquire) {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        Ok(())
    }
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.cut.0.reader.register(context.waker());
        self.cut.check()?;
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.cut.check()?;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.cut.check()?;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

impl Connected<IncomingStream<'_, DoorListener>> for Cut {
    fn connect_info(stream: IncomingStream<'_, DoorListener>) -> Self {
        stream.io().cut.clone()
    }
}
