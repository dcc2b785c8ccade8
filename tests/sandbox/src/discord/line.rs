//! The look-alike's door: connections that can be cut, and a port that can refuse them.

use std::future::pending;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::task::{Context, Poll};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use futures::task::AtomicWaker;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;

/// The end of one connection, in the hands of those who may cut it.
#[derive(Debug, Clone, Default)]
pub(super) struct Cut {
    inner: Arc<CutInner>,
}

#[derive(Debug, Default)]
struct CutInner {
    done: AtomicBool,
    reader: AtomicWaker,
}

impl Cut {
    /// Breaks the connection: nothing more is read or written.
    pub(super) fn now(&self) {
        self.inner.done.store(true, Ordering::Release);
        self.inner.reader.wake();
    }

    fn check(&self) -> io::Result<()> {
        if self.inner.done.load(Ordering::Acquire) {
            Err(io::ErrorKind::ConnectionReset.into())
        } else {
            Ok(())
        }
    }
}

/// One connection.
#[derive(Debug)]
pub(super) struct Line {
    stream: TcpStream,
    cut: Cut,
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.cut.inner.reader.register(context.waker());
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

/// Accepts connections on one port while it is open, and refuses them while it is not.
pub(super) struct Door {
    address: SocketAddr,
    /// Bound but not listening: keeps the port while nobody listens on it.
    _claim: TcpSocket,
    listener: Option<TcpListener>,
    open: watch::Receiver<bool>,
    lines: Lines,
}

/// Every connection that may still be open.
#[derive(Debug, Clone, Default)]
pub(super) struct Lines {
    all: Arc<Mutex<Vec<Weak<CutInner>>>>,
}

impl Lines {
    fn add(&self, cut: &Cut) {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|line| line.strong_count() > 0);
        all.push(Arc::downgrade(&cut.inner));
    }

    /// Cuts every connection.
    pub(super) fn cut(&self) {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        for inner in all.drain(..).filter_map(|line| line.upgrade()) {
            Cut { inner }.now();
        }
    }
}

impl Door {
    /// Opens a port of the system's choice on loopback.
    pub(super) fn open(open: watch::Receiver<bool>, lines: Lines) -> io::Result<Self> {
        let claim = TcpSocket::new_v4()?;
        claim.set_reuseaddr(true)?;
        claim.bind(SocketAddr::from(([127, 0, 0, 1], 0)))?;
        let address = claim.local_addr()?;
        let listener = Some(listen(address)?);
        Ok(Self {
            address,
            _claim: claim,
            listener,
            open,
            lines,
        })
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(256)
}

impl Listener for Door {
    type Io = Line;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Line, SocketAddr) {
        loop {
            let open = *self.open.borrow_and_update();
            if !open {
                self.listener = None;
            } else if self.listener.is_none() {
                match listen(self.address) {
                    Ok(listener) => self.listener = Some(listener),
                    Err(error) => tracing::error!(%error, "the sandbox cannot listen again"),
                }
            }
            tokio::select! {
                changed = self.open.changed() => {
                    if changed.is_err() {
                        // Nobody can open or close the door any more; its task is being ended.
                        pending::<()>().await;
                    }
                }
                accepted = accept(self.listener.as_ref()) => {
                    if let Ok((stream, address)) = accepted {
                        // Small answers go at once; a refusal by the system changes nothing else.
                        let _ = stream.set_nodelay(true);
                        let cut = Cut::default();
                        self.lines.add(&cut);
                        return (Line { stream, cut }, address);
                    }
                }
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

async fn accept(listener: Option<&TcpListener>) -> io::Result<(TcpStream, SocketAddr)> {
    match listener {
        Some(listener) => listener.accept().await,
        None => pending().await,
    }
}

impl Connected<IncomingStream<'_, Door>> for Cut {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        stream.io().cut.clone()
    }
}
