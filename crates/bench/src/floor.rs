//! The limit to compare with: the same bytes as bare rows of one table, nothing else done.

use std::path::Path;
use std::time::{Duration, Instant};

use nc_store::DatabaseUrl;
use nc_store::db::WriteConn;
use tokio::sync::{mpsc, oneshot};

use crate::Outcome;

/// Opens an SQLite file with the product's own settings (WAL, `synchronous=FULL`) and one bare table.
async fn table(folder: &Path) -> Outcome<sqlx::SqliteConnection> {
    let url = DatabaseUrl::sqlite_file(&folder.join("floor.db"));
    let WriteConn::Sqlite(mut conn) = url.connect_writer().await? else { return Err("the floor is SQLite".into()) };
    sqlx::raw_sql("CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT").execute(&mut conn).await?;
    Ok(conn)
}

/// `clients` tasks each append rows of `bytes` through one group-committing writer for `time`; rows a second.
pub(crate) async fn group_commit(folder: &Path, clients: usize, bytes: usize, time: Duration) -> Outcome<f64> {
    let mut conn = table(folder).await?;
    let (send, mut inbox) = mpsc::channel::<(Vec<u8>, oneshot::Sender<()>)>(4_096);
    let writer = tokio::spawn(async move {
        let mut id = 0_i64;
        let mut group = Vec::new();
        while inbox.recv_many(&mut group, 512).await > 0 {
            sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut conn).await?;
            for (row, _) in &group {
                id += 1;
                sqlx::query("INSERT INTO bare (id, bytes) VALUES ($1, $2)").bind(id).bind(row.as_slice()).execute(&mut conn).await?;
            }
            sqlx::raw_sql("COMMIT").execute(&mut conn).await?;
            for (_, done) in group.drain(..) {
                let _ = done.send(());
            }
        }
        Ok::<i64, sqlx::Error>(id)
    });
    let start = Instant::now();
    let mut tasks = Vec::new();
    for _ in 0..clients {
        let send = send.clone();
        tasks.push(tokio::spawn(async move {
            while start.elapsed() < time {
                let (done, wait) = oneshot::channel();
                if send.send((vec![7; bytes], done)).await.is_err() || wait.await.is_err() {
                    return;
                }
            }
        }));
    }
    for task in tasks {
        task.await?;
    }
    let seconds = start.elapsed().as_secs_f64();
    drop(send);
    let rows = writer.await??;
    Ok(rows as f64 / seconds)
}

/// All `rows` in one transaction of multi-row inserts; seconds.
pub(crate) async fn one_transaction(folder: &Path, rows: &[Vec<String>]) -> Outcome<f64> {
    let url = DatabaseUrl::sqlite_file(&folder.join("floor-import.db"));
    let WriteConn::Sqlite(mut conn) = url.connect_writer().await? else { return Err("the floor is SQLite".into()) };
    sqlx::raw_sql("CREATE TABLE roster (id INTEGER PRIMARY KEY, class TEXT, police TEXT, name TEXT, status TEXT, hours TEXT) STRICT; CREATE INDEX roster_by_class ON roster (class, police)")
        .execute(&mut conn)
        .await?;
    let start = Instant::now();
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut conn).await?;
    for chunk in rows.chunks(256) {
        let values = vec!["(?,?,?,?,?)"; chunk.len()];
        let sql = format!("INSERT INTO roster (class, police, name, status, hours) VALUES {}", values.join(","));
        let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
        for row in chunk {
            for cell in 0..5 {
                query = query.bind(row.get(cell).map(String::as_str).unwrap_or_default());
            }
        }
        query.execute(&mut conn).await?;
    }
    sqlx::raw_sql("COMMIT").execute(&mut conn).await?;
    Ok(start.elapsed().as_secs_f64())
}
