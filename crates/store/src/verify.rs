//! Auditing the whole log, from its first byte to its head.

use nc_kernel::{Bureau, Day, UserId};
use nc_ledger::audit::{Auditor, Defect, Finding, Report};
use nc_ledger::checkpoint::{self, Checkpoint};
use nc_ledger::envelope::Envelope;
use sqlx::FromRow;

use crate::db::{self, DatabaseUrl, ReadPool, Snapshot};
use crate::error::{StoreError, While, damaged};
use crate::maintenance::Progress;
use crate::{Store, checkpoints, log};

const BATCH: u64 = 10_000;
const SELECT: &str = "SELECT seq, stream, kind, unit, happened_on, recorded_at, actor, bytes FROM fact \
    WHERE bureau_id = $1 AND seq >= $2 AND seq < $3 ORDER BY seq";

/// A fact with the columns that repeat what its bytes say.
#[derive(FromRow)]
struct Row {
    seq: i64,
    stream: String,
    kind: String,
    unit: String,
    happened_on: i64,
    recorded_at: i64,
    actor: i64,
    bytes: Vec<u8>,
}

impl Row {
    /// Only the bytes are hashed, but the columns find the facts of a thing: they must say the same. Bytes that are no
    /// envelope are the auditor's to find.
    fn agrees(&self, bureau: Bureau) -> bool {
        let Ok(envelope) = Envelope::parse(&self.bytes) else { return true };
        let on = Day::parse(&envelope.on).map(Day::key);
        let texts = [(&*envelope.stream, &self.stream), (&*envelope.kind, &self.kind), (&*envelope.unit, &self.unit)];
        envelope.bureau == bureau
            && texts.iter().all(|(told, column)| told == column)
            && on == Ok(self.happened_on)
            && envelope.at == self.recorded_at
            && envelope.actor.parse::<UserId>() == Ok(UserId(self.actor))
    }
}

impl Store {
    /// Reads every fact and tile of one commit and checks them against each other, the head, the stored checkpoints and
    /// any `held` outside (a note from a printed article, the archive, a second bureau). Names the first bad position.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be read, or a held note was not signed with this ledger's key.
    pub async fn audit(&self, held: &[String], progress: Progress) -> Result<Report, StoreError> {
        audit(&self.readers, self.bureau, &self.verifier_key, held, progress).await
    }
}

/// As [`Store::audit`], of a database that may be too damaged to be opened as a store.
///
/// # Errors
/// As [`Store::audit`].
pub async fn audit_database(
    url: &DatabaseUrl,
    bureau: Bureau,
    verifier_key: &str,
    held: &[String],
    progress: Progress,
) -> Result<Report, StoreError> {
    let readers = url.connect_readers().await?;
    let report = audit(&readers, bureau, verifier_key, held, progress).await;
    on!(&readers, pool => pool.close().await);
    report
}

async fn audit(readers: &ReadPool, bureau: Bureau, key: &str, held: &[String], mut progress: Progress) -> Result<Report, StoreError> {
    let mut view = db::snapshot(readers).await?;
    let mut notes: Vec<Checkpoint> = Vec::new();
    for note in held {
        notes.push(checkpoint::open(note, key).map_err(|e| StoreError::Unusable(format!("a held checkpoint cannot be used: {e}")))?);
    }
    for (size, note) in checkpoints::all(&mut view, bureau).await? {
        let place = || format!("the checkpoint stored for {size} facts");
        let opened = checkpoint::open(&note, key).map_err(|e| damaged(place(), e))?;
        if opened.size != size {
            return Err(damaged(place(), format!("its note was signed for {} facts", opened.size)));
        }
        notes.push(opened);
    }
    let log::Head { size, root, .. } = log::head(&mut view, bureau).await?.ok_or_else(|| damaged("chain head", "it is missing"))?;
    let mut auditor = Auditor::new(notes);
    let mut columns = Vec::new();
    let mut next = 0;
    let mut tile = 0;
    loop {
        let facts = range(&mut view, bureau, next).await?;
        if facts.is_empty() {
            // A gap is a finding, not the end: look beyond it once.
            if next >= size {
                break;
            }
            next += BATCH;
            continue;
        }
        for fact in &facts {
            let seq = u64::try_from(fact.seq).map_err(|e| damaged("a fact's position", e))?;
            auditor.fact(seq, &fact.bytes);
            if !fact.agrees(bureau) && columns.len() < Report::MOST {
                columns.push(Finding { position: seq, what: Defect::FactMalformed });
            }
        }
        next += BATCH;
        let tiles = log::read_tiles(&mut view, bureau, (0, tile), 40).await?;
        for stored in tiles.into_iter().filter(|t| t.level == 0) {
            tile = stored.index + 1;
            auditor.tile(stored);
        }
        progress(next.min(size), size);
    }
    let mut rest = Vec::new();
    let mut from = (0, tile);
    loop {
        let tiles = log::read_tiles(&mut view, bureau, from, 1_000).await?;
        let Some(last) = tiles.last() else { break };
        from = (last.level, last.index + 1);
        rest.extend(tiles);
    }
    let mut report = auditor.finish(size, root, rest);
    report.findings.append(&mut columns);
    report.findings.sort_unstable();
    report.findings.dedup();
    report.findings.truncate(Report::MOST);
    report.first_bad = report.findings.first().copied();
    Ok(report)
}

async fn range(view: &mut Snapshot, bureau: Bureau, from: u64) -> Result<Vec<Row>, StoreError> {
    let (from, to) = (log::sql_int(from), log::sql_int(from + BATCH));
    on!(&mut *view, c => sqlx::query_as(SELECT).bind(bureau).bind(from).bind(to).fetch_all(&mut **c).await).during("reading facts")
}
