//! The door of the server: it can shut, so that connections are refused, and cut a single line.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use futures::task::AtomicWaker;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;

/// How many connections may wait to be accepted.
const BACKLOG: u32 = 1024;

/// What the server's owner holds: shuts and opens the door.
#[derive(Debug)]
pub(super) struct Door {
    wanted_open: watch::Sender<bool>,
    is_open: watch::Receiver<bool>,
    lines: Arc<Mutex<Vec<Weak<LineState>>>>,
}

impl Door {
    /// From when this returns, every connection is refused; those that stood are cut.
    pub(super) async fn shut(&self) {
        self.wanted_open.send_replace(false);
        self.until(false).await;
        for line in lock(&self.lines).drain(..) {
            if let Some(line) = line.upgrade() {
                line.cut();
            }
        }
    }

    /// Accepts connections again, on the same port.
    pub(super) async fn open(&self) {
        self.wanted_open.send_replace(true);
        self.until(true).await;
    }

    async fn until(&self, open: bool) {
        let mut is_open = self.is_open.clone();
        // It fails only when the server is gone, and then there is nothing to wait for.
        let _ = is_open.wait_for(|is| *is == open).await;
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The listening side, for `axum::serve`.
#[derive(Debug)]
pub(super) struct DoorListener {
    address: SocketAddr,
    listener: Option<TcpListener>,
    wanted_open: watch::Receiver<bool>,
    is_open: watch::Sender<bool>,
    lines: Arc<Mutex<Vec<Weak<LineState>>>>,
}

/// Listens on a free port of the loopback interface.
pub(super) async fn listen() -> io::Result<(Door, DoorListener)> {
    let listener = TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let (wanted_open, wants) = watch::channel(true);
    let (is, is_open) = watch::channel(true);
    let lines = Arc::<Mutex<Vec<Weak<LineState>>>>::default();
    Ok((
        Door {
            wanted_open,
            is_open,
            lines: Arc::clone(&lines),
        },
        DoorListener {
            address,
            listener: Some(listener),
            wanted_open: wants,
            is_open: is,
            lines,
        },
    ))
}

impl DoorListener {
    /// Refuses connections until the door is to open again. A socket that is bound without
    /// listening keeps the port from being given to somebody else meanwhile.
    async fn stay_shut(&mut self) -> io::Result<TcpListener> {
        self.listener = None;
        let placeholder = TcpSocket::new_v4()?;
        placeholder.set_reuseaddr(true)?;
        placeholder.bind(self.address)?;
        self.is_open.send_replace(false);
        if self.wanted_open.wait_for(|open| *open).await.is_err() {
            // The owner is gone: nobody will ever open the door.
            std::future::pending::<()>().await;
        }
        placeholder.listen(BACKLOG)
    }
}

impl Listener for DoorListener {
    type Io = Line;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Line, SocketAddr) {
        loop {
            let accepted = match &self.listener {
                Some(listener) => tokio::select! {
                    accepted = listener.accept() => Some(accepted),
                    _ = self.wanted_open.wait_for(|open| !*open) => None,
                },
                None => None,
            };
            match accepted {
                Some(Ok((stream, address))) => {
                    let state = Arc::<LineState>::default();
                    let mut lines = lock(&self.lines);
                    lines.retain(|line| line.strong_count() > 0);
                    lines.push(Arc::downgrade(&state));
                    return (Line { stream, state }, address);
                }
                // One connection went away before it was accepted.
                Some(Err(error)) => tracing::debug!(%error, "accepting failed"),
                None => match self.stay_shut().await {
                    Ok(listener) => {
                        self.listener = Some(listener);
                        self.is_open.send_replace(true);
                    }
                    Err(error) => {
                        tracing::error!(%error, "the look-alike lost its port");
                        std::future::pending::<()>().await;
                    }
                },
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

/// One connection that can be cut from inside.
#[derive(Debug)]
pub(super) struct Line {
    stream: TcpStream,
    state: Arc<LineState>,
}

#[derive(Debug, Default)]
struct LineState {
    cut: AtomicBool,
    reader: AtomicWaker,
}

impl LineState {
    fn cut(&self) {
        self.cut.store(true, Ordering::SeqCst);
        self.reader.wake();
    }

    fn check(&self) -> io::Result<()> {
        if self.cut.load(Ordering::SeqCst) {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        Ok(())
    }
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.state.reader.register(cx.waker());
        self.state.check()?;
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.state.check()?;
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.state.check()?;
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// What a request knows about the connection it came by.
#[derive(Debug, Clone)]
pub(super) struct LineEnd(Arc<LineState>);

impl LineEnd {
    /// Ends the connection at once; nothing more is written to it.
    pub(super) fn cut(&self) {
        self.0.cut();
    }
}

impl Connected<IncomingStream<'_, DoorListener>> for LineEnd {
    fn connect_info(stream: IncomingStream<'_, DoorListener>) -> Self {
        Self(Arc::clone(&stream.io().state))
    }
}
