//! The demo speaks to this machine and to nobody else, whatever stands in the environment and in
//! the `.env` of the folder that it is started in.

use std::collections::BTreeSet;
use std::fs;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use conecta_sandbox::wait::patiently;
use tokio::net::{TcpListener, TcpStream};
use tokio::process::Command;

/// The demo is over by then even on a slow machine.
const AT_MOST: Duration = Duration::from_secs(180);

/// A word that stands in every setting that could have one, and must stand nowhere else.
const MARKER: &str = "hostile";

/// Every setting of the product, each such that using it could not go unnoticed.
fn settings(database: &str) -> Vec<(&'static str, String)> {
    [
        ("DISCORD_TOKEN", "hostile-discord-token"),
        ("DISCORD_GUILD_ID", "666000666000666000"),
        ("DISCORD_API_BASE", "https://hostile.example.invalid"),
        ("WHATSAPP_TOKEN", "hostile-whatsapp-token"),
        ("WHATSAPP_APP_SECRET", "hostile-secret"),
        ("WHATSAPP_VERIFY_TOKEN", "hostile-word"),
        ("WHATSAPP_BUSINESS_ACCOUNT_IDS", "666111666111"),
        ("GRAPH_API_BASE", "https://graph.hostile.example.invalid"),
        ("GRAPH_API_VERSION", "v666.0"),
        ("DATABASE_URL", database),
        ("WEBHOOK_BIND", "0.0.0.0:80"),
        ("PUBLIC_URL", "https://desk.hostile.example.invalid"),
        ("METRICS_BIND", "0.0.0.0:81"),
        ("DEFAULT_LOCALE", "hostile"),
        ("TIME_ZONE", "Hostile/Place"),
        ("LOG_FORMAT", "hostile"),
    ]
    .into_iter()
    .map(|(name, value)| (name, value.to_owned()))
    .collect()
}

/// Somewhere on this machine that counts who calls.
async fn proxy() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its address");
    let calls = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&calls);
    tokio::spawn(async move {
        while listener.accept().await.is_ok() {
            count.fetch_add(1, Ordering::SeqCst);
        }
    });
    (address.to_string(), calls)
}

#[tokio::test]
async fn a_hostile_environment_and_env_file_change_nothing() {
    let dir = tempfile::tempdir().expect("a directory");
    let database = dir.path().join("company.db");
    fs::write(&database, "what the company has written down").expect("a database");
    let (proxy, calls) = proxy().await;
    let mut settings = settings(&format!("sqlite://{}", database.display()));
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        settings.push((name, format!("http://{proxy}")));
    }
    let file: String = settings
        .iter()
        .map(|(name, value)| format!("{name}={value}\n"))
        .collect();
    fs::write(dir.path().join(".env"), &file).expect("an .env");
    let small = settings
        .iter()
        .filter(|(name, _)| name.ends_with("_PROXY"))
        .map(|(name, value)| (name.to_lowercase(), value.clone()));

    let demo = Command::new(env!("CARGO_BIN_EXE_conecta-demo"))
        .arg("--play")
        .current_dir(dir.path())
        .envs(settings.clone())
        .envs(small)
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output();
    let ended = tokio::time::timeout(AT_MOST, demo).await;
    let ended = ended.expect("over in time").expect("it runs");
    let (out, err) = (
        String::from_utf8_lossy(&ended.stdout),
        String::from_utf8_lossy(&ended.stderr),
    );
    let said = format!("{out}\n{err}");

    assert_eq!(ended.status.code(), Some(0), "{said}");
    assert!(said.contains("tudo chegou, uma vez e em ordem"), "{said}");
    assert!(!said.to_lowercase().contains(MARKER), "{said}");
    for (name, value) in &settings {
        assert!(!said.contains(value.as_str()), "{name} is in:\n{said}");
    }
    assert_eq!(calls.load(Ordering::SeqCst), 0, "nobody calls the proxy");
    // It would have been noticed.
    TcpStream::connect(&proxy).await.expect("it listens");
    patiently("the proxy counts", async {
        while calls.load(Ordering::SeqCst) == 0 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    let kept = fs::read_to_string(&database).expect("the database is there");
    assert_eq!(kept, "what the company has written down");
    let left: BTreeSet<String> = fs::read_dir(dir.path())
        .expect("the directory is there")
        .map(|entry| {
            let name = entry.expect("an entry").file_name();
            name.to_string_lossy().into_owned()
        })
        .collect();
    assert_eq!(left, [".env", "company.db"].map(str::to_owned).into());
}
