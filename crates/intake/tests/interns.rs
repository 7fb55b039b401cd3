//! A roster of interns from the file to the ledger, on both databases.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop where it stands; the helpers here are tests too"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use nc_capability::internship::command::OpenBatch;
use nc_capability::internship::{BatchId, PlacementId};
use nc_intake::{Area, Judged, Sheet, cell, judge};
use nc_kernel::clock::FixedClock;
use nc_kernel::{Actor, Day, Micros, PersonId, SeededIds, UnitPath, UserId};
use nc_office::{ReadOptions, Table, fault_sheet};
use nc_people::command::Command;
use nc_people::commands::{CreateUser, EstablishUnit, GrantRole, RegisterPeople, RegisterPerson};
use nc_people::{Action, MemberKind, Role, UnitKind};
use nc_store::tokens::{TokenBearer, TokenLimits};
use nc_store::{DatabaseUrl, Keys, Setup, Store};
use nc_testkit::{TestDatabase, dual_db};
use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

const OFFICER: Actor = Actor { user: UserId(1) };
const TOP: &str = "/150600/";
const BATCH: &str = "2024-春";
/// Mentors, of whom the last guides only whom the test says.
const MENTORS: usize = 121;
const HEADINGS: [&str; 8] = ["批次编号", "姓名", "身份证号", "实习单位", "岗位", "指导老师警号", "起", "止"];

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn unit(text: &str) -> UnitPath {
    UnitPath::parse(text).unwrap()
}

/// A citizen number (GB 11643) with the right check character; those of `area` differ from those of any other.
fn citizen(area: u32, n: usize) -> String {
    let body = format!("{area}200{}{:02}{:02}{:03}", n / 5_000, n / 400 % 12 + 1, n / 20 % 20 + 1, n % 1_000);
    format!("{body}{}", nc_kernel::identifiers::CitizenNumber::check_character(&body).unwrap())
}

fn name(n: usize) -> String {
    const SYLLABLES: [char; 16] = ['堃', '喆', '犇', '燚', '昇', '玥', '彧', '翀', '祎', '旻', '淼', '鑫', '垚', '骉', '羴', '赟'];
    ['欧', '阳', SYLLABLES[n / 256 % 16], SYLLABLES[n / 16 % 16], SYLLABLES[n % 16]].iter().collect()
}

fn police(n: usize) -> String {
    format!("{:06}", 100_000 + n)
}

struct Bureau {
    store: Store,
    keys: AtomicU64,
    _folder: TempDir,
    _database: TestDatabase,
}

impl Bureau {
    /// Three units, an officer, mentors, and a batch of the spring of 2024 in which a mentor may have twenty students.
    async fn new(database: TestDatabase) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let setup = Setup {
            url: DatabaseUrl::parse(&database.url).unwrap(),
            bureau: 150_600,
            origin: "ledger.example/150600".to_owned(),
            keys: Keys { ledger_seed: [7; 32], personal_master: [9; 32] },
            clock: Arc::new(FixedClock::new(Micros::at(day("2024-02-26"), 9, 0))),
            ids: Box::new(SeededIds::new(1)),
            checkpoint_folder: None,
            erasures: None,
            documents: Some(folder.path().join("documents")),
        };
        let bureau = Self { store: Store::open(setup).await.unwrap(), keys: AtomicU64::new(0), _folder: folder, _database: database };
        let units = [
            (TOP, UnitKind::Bureau, "市局", "2018-01-01"),
            ("/150600/a/", UnitKind::Banner, "东城分局", "2018-01-01"),
            ("/150600/b/", UnitKind::Banner, "西城分局", "2018-01-01"),
            ("/150600/c/", UnitKind::Banner, "新城分局", "2024-06-01"),
        ];
        for (path, kind, name, from) in units {
            let command = EstablishUnit { path: unit(path), kind, name_zh: name.into(), name_en: path.into(), from: day(from) };
            bureau.done(&Actor::SYSTEM, command).await;
        }
        bureau.done(&Actor::SYSTEM, CreateUser { user: Some(OFFICER.user), person: None }).await;
        let grant = GrantRole { user: OFFICER.user, role: Role::PoliticalOfficer, unit: unit(TOP), from: day("2024-02-26"), until: None };
        bureau.done(&Actor::SYSTEM, grant).await;
        let person = |n: usize| RegisterPerson {
            person: Some(PersonId(1_000 + i64::try_from(n).unwrap())),
            name: name(n),
            id_number: citizen(150_602, n),
            police_number: police(n),
            kind: MemberKind::Police,
            unit: unit("/150600/a/"),
            from: day("2020-01-01"),
        };
        bureau.done(&OFFICER, RegisterPeople { people: (0..MENTORS).map(person).collect() }).await;
        let agreement = bureau.store.keep_document("校局合作协议".as_bytes()).await.unwrap().called("协议", None);
        let open = OpenBatch {
            serial: BATCH.into(),
            title: "春季毕业实习".into(),
            school: "某警察学院".into(),
            major: "治安学".into(),
            unit: unit(TOP),
            from: day("2024-03-01"),
            to: day("2024-06-30"),
            weeks: 16,
            competencies: vec!["接处警".into(), "社区警务".into()],
            load_cap: 20,
            minimum_days: 30,
            agreement,
        };
        bureau.done(&OFFICER, OpenBatch { serial: "2023-秋".into(), ..open.clone() }).await;
        bureau.done(&OFFICER, open).await;
        bureau
    }

    async fn done<C: Command>(&self, actor: &Actor, command: C) {
        let key = self.fresh();
        self.store.execute(actor, key, command).await.unwrap_or_else(|fault| panic!("{}: {fault}", C::NAME));
    }

    fn fresh(&self) -> String {
        format!("test/{}", self.keys.fetch_add(1, Ordering::Relaxed))
    }

    fn size(&self) -> u64 {
        self.store.published().head().0
    }

    /// As command line and server judge a file.
    async fn judge(&self, bytes: &[u8], fixed: Option<&str>, dry_run: bool) -> (Judged, Table) {
        let table = nc_office::read(bytes, &Area::Internship.columns(fixed.is_some()), ReadOptions::default()).unwrap();
        let sheet = Sheet::parse(&table, Area::Internship, fixed.map(str::to_owned));
        let scopes = self.store.scopes(&OFFICER, Action::ReadPeople);
        let wanted = sheet.find(&self.store, &scopes, &mut |_, _| {}).await.unwrap();
        let bearer = TokenBearer { user: OFFICER.user, limits: TokenLimits::NONE };
        (judge(&self.store, &bearer, &sheet, wanted, dry_run, || self.fresh()).await.unwrap(), table)
    }
}

/// A workbook with the headings and `lines` under them; a line whose number begins with `#` holds it as a quantity.
fn xlsx(lines: &[[String; 8]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let headings = HEADINGS.map(str::to_owned);
    for (row, line) in (0..).zip([&headings].into_iter().chain(lines)) {
        for (column, text) in (0..).zip(line) {
            match text.strip_prefix('#') {
                Some(number) => sheet.write_number(row, column, number.parse::<f64>().unwrap()).unwrap(),
                None => sheet.write_string(row, column, text).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}

fn line(n: usize) -> [String; 8] {
    let host = if n.is_multiple_of(2) { "东城分局" } else { "/150600/b/" };
    let words = [BATCH, &name(n + 500), &citizen(150_603, n), host, "社区民警助理", &police(n % (MENTORS - 1)), "2024-03-04", "2024.6.21"];
    words.map(str::to_owned)
}

fn cells(judged: &Judged) -> Vec<String> {
    judged.faults.iter().map(|fault| format!("{} {}", cell(fault), fault.code)).collect()
}

/// Puts 37 faults into two thousand lines; what each is called, by line and column.
fn seed(lines: &mut [[String; 8]]) -> Vec<String> {
    let mut expected = Vec::new();
    let mut put = |row: usize, column: usize, text: &str, code: &str| {
        lines[row - 2][column] = text.to_owned();
        expected.push((row, column, format!("{}{row} {code}", char::from(b'A' + u8::try_from(column).unwrap()))));
    };
    let other_digit = |n: usize| {
        let good = citizen(150_603, n);
        format!("{}{}", &good[..17], if good.ends_with('1') { '2' } else { '1' })
    };
    for (row, text) in [(40, "150603200001010"), (41, &*other_digit(39)), (42, &*other_digit(40)), (43, "150603200013010017"), (44, "无")]
    {
        put(row, 2, text, if text == "无" { "bad_code" } else { "bad_id_number" });
    }
    put(60, 2, "#150603200001010010", "lost_digits");
    put(61, 2, "1.50603E+17", "lost_digits");
    for (row, first) in [(70, 12), (71, 13), (72, 14)] {
        put(row, 2, &citizen(150_603, first - 2), "duplicate_row");
    }
    for (row, column) in [(80, 1), (81, 1), (90, 4), (91, 4), (100, 5), (101, 5)] {
        put(row, column, "", "required");
    }
    for (row, column, text) in [(110, 6, "2024-02-30"), (111, 7, "三月"), (112, 6, "24.3.4")] {
        put(row, column, text, "bad_date");
    }
    for (row, text) in [(120, "东城分局刑侦"), (121, "/150600/z/"), (122, "东城")] {
        put(row, 3, text, "unknown_unit");
    }
    for (row, text) in [(130, "999999"), (131, "100001、999998"), (132, "张三")] {
        put(row, 5, text, "unknown_mentor");
    }
    // A student of the batch before, under another name.
    lines[138][2] = citizen(150_604, 1);
    let mut put = |row: usize, column: usize, text: &str, code: &str| {
        lines[row - 2][column] = text.to_owned();
        expected.push((row, column, format!("{}{row} {code}", char::from(b'A' + u8::try_from(column).unwrap()))));
    };
    put(140, 1, "欧阳别人", "name_differs");
    put(150, 6, "2024-02-29", "internship.outside_batch");
    put(151, 7, "2024-07-01", "internship.outside_batch");
    put(152, 7, "2024-03-03", "internship.backwards");
    put(153, 7, "2024-03-01", "internship.backwards");
    put(160, 1, "欧", "people.name");
    put(161, 1, "欧阳1", "people.name");
    put(170, 0, "2024-夏", "internship.unknown_batch");
    put(171, 0, "2024", "internship.unknown_batch");
    put(190, 3, "新城分局", "common.unit");
    // An officer of the bureau.
    put(180, 2, &citizen(150_602, 7), "internship.staff");
    lines[178][1] = name(7);
    // One mentor, twenty-one students.
    for row in 1_500..=1_520 {
        lines[row - 2][5] = police(MENTORS - 1);
    }
    expected.push((1_520, 5, "F1520 internship.mentor_full".to_owned()));
    expected.sort();
    expected.into_iter().map(|(_, _, text)| text).collect()
}

dual_db! {
    async fn t3_two_thousand_interns_with_37_seeded_faults_list_exactly_the_37_and_come_whole_and_once(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        let before = ["2023-秋".to_owned(), name(1), citizen(150_604, 1), String::new(), String::new(), String::new(), String::new(), String::new()];
        assert!(bureau.judge(&xlsx(&[before]), None, false).await.0.faults.is_empty());
        let good: Vec<_> = (0..2_000).map(line).collect();
        let mut bad = good.clone();
        let expected = seed(&mut bad);
        assert_eq!(expected.len(), 37);
        let size = bureau.size();
        let mut sheets = Vec::new();
        for dry_run in [true, false] {
            let (judged, table) = bureau.judge(&xlsx(&bad), None, dry_run).await;
            assert_eq!(cells(&judged), expected);
            assert!(judged.added == 0 && judged.receipt.is_none() && bureau.size() == size, "nothing was written");
            sheets.push(fault_sheet(&table, &judged.faults, nc_office::Lang::Zh, day("2024-02-26").date().at(0, 0, 0, 0)).unwrap());
        }
        // The sheet given back says the same of itself, and has lost no digit.
        let (again, table) = bureau.judge(&sheets[0], None, true).await;
        assert_eq!(cells(&again), expected);
        assert!(table.header.last().unwrap().text.starts_with("导入错误"));

        let (dry, _) = bureau.judge(&xlsx(&good), None, true).await;
        assert_eq!((cells(&dry), bureau.size()), (Vec::new(), size));
        let (done, _) = bureau.judge(&xlsx(&good), None, false).await;
        assert_eq!((cells(&done), done.added, bureau.size()), (Vec::new(), dry.added, size + dry.added));
        let (twice, _) = bureau.judge(&xlsx(&good), None, false).await;
        assert_eq!((cells(&twice), twice.added, bureau.size()), (Vec::new(), 0, size + dry.added));
    }

    async fn t4_numbers_of_students_survive_byte_for_byte_and_are_checked(db: TestDatabase) {
        let bureau = Bureau::new(db).await;
        // Every check character there is, X among them, also written small and in full width.
        let mut lines: Vec<_> = (0..60).map(line).collect();
        let numbers: Vec<String> = lines.iter().map(|line| line[2].clone()).collect();
        assert_eq!(numbers.iter().filter_map(|number| number.chars().last()).collect::<std::collections::BTreeSet<_>>().len(), 11);
        for line in &mut lines {
            line[2] = line[2].to_lowercase();
        }
        lines[3][2] = lines[3][2].chars().filter_map(|c| char::from_u32(u32::from(c) + 0xFEE0)).collect();
        let (done, _) = bureau.judge(&xlsx(&lines), Some(BATCH), false).await;
        assert_eq!(cells(&done), Vec::<String>::new());
        let scopes = bureau.store.scopes(&OFFICER, Action::ReadPeople);
        let wanted: Vec<&str> = numbers.iter().map(String::as_str).collect();
        let found = bureau.store.resolve(&scopes[0], "id_number", &wanted).await.unwrap();
        for number in &numbers {
            let person = found[number];
            assert_eq!(bureau.store.personal(&scopes[0], person, "id_number").await.unwrap().as_ref(), Some(number));
            let placement = PlacementId::of(BatchId::of_serial(BATCH), person);
            let entered = bureau.store.placements_entered(&scopes, BatchId::of_serial(BATCH)).await.unwrap();
            assert!(entered.iter().any(|(id, _)| *id == placement));
        }
        // One digit off is a fault of its cell, whichever digit it is.
        for at in 0..18 {
            let mut wrong = lines[0].clone();
            let digit = if wrong[2].as_bytes()[at] == b'3' { "4" } else { "3" };
            wrong[2].replace_range(at..=at, digit);
            let (judged, _) = bureau.judge(&xlsx(&[wrong]), Some(BATCH), true).await;
            assert_eq!(cells(&judged), ["C2 bad_id_number"], "digit {at}");
        }
    }
}
