//! How an operator stands in the book of licences: what they hold, whether they may fly today and until when, and, for
//! themselves and for who assigns missions, what they flew.

use nc_kernel::Need;
use nc_people::access::Action;
use nc_people::sheet::{AskKind, Label, Line, Listed, Row, Sheet, Sheeted, Shown, Step, Viewing, Word, label};

use super::ON;
use crate::flight::command::{LicenseOperator, RestoreLicence, SuspendLicence};
use crate::flight::model::{Category, Rating};
use crate::flight::rules;
use crate::flight::state::{Aircraft, CurrencyRule, Licence, Pilot};

const CATEGORY: Label = label("类别", "Category");
const UNTIL: Label = label("有效期至", "Valid until");

impl Listed for Pilot {
    const LIST: &'static str = "pilot";
    const ONE: Label = label("无人机操控员", "operator of unmanned aircraft");
    const MANY: Label = label("无人机操控员执照", "Operators' licences");
    const STATES: &'static [Word] =
        &[Word::new("valid", "有效", "valid"), Word::new("lapsed", "已过期", "lapsed"), Word::new("suspended", "暂扣", "suspended")];
    const UNFINISHED: &'static [&'static str] = &[];
    const OFF: &'static [&'static str] = &["lapsed", "suspended"];
    const KINDS: &'static [Word] = Category::WORDS;
    const LAPSES: &'static [(&'static str, &'static str)] = &[("valid", "lapsed")];
    const COUNTS: Option<Label> = None;

    fn line(&self) -> Option<Line> {
        let (first, last) = (self.licences().first()?, self.licences().last()?);
        let standing = self.standing();
        Some(Line {
            since: first.seq,
            id: first.person.0,
            serial: last.document.clone(),
            title: last.class.clone(),
            kind: last.category.word(),
            state: if standing.is_some() { "valid" } else { "suspended" },
            organisers: vec![first.base.clone()],
            starts_on: first.from,
            ends_on: standing.flatten().unwrap_or(last.from),
            marks: 0,
        })
    }

    fn lapses(&self) -> Option<&'static str> {
        self.standing().flatten().map(|_| "lapsed")
    }
}

impl Pilot {
    /// The last day of what is held and not suspended, as recorded so far: of the licence that lasts longest. The inner `None`
    /// does not lapse, the outer one is suspended altogether.
    fn standing(&self) -> Option<Option<nc_kernel::Day>> {
        let open = |held: &&Licence| held.suspensions.last().is_none_or(|(_, resumed)| resumed.is_some());
        self.licences().iter().filter(open).map(|held| held.until).max_by_key(|until| (until.is_none(), *until))
    }
}

impl Sheeted for Pilot {
    const INITIATIVE: &'static str = "support";
    const PAPERS: &'static [Label] =
        &[label("无人机执照台账", "Register of operator licences"), label("飞行经历记录本", "Log book of an operator")];
    const FACTS: &'static [Word] = &[
        Word::new("flight.licensed.v1", "取得执照", "licensed"),
        Word::new("flight.licence_suspended.v1", "暂扣", "licence suspended"),
        Word::new("flight.licence_restored.v1", "恢复", "licence restored"),
        Word::new("flight.flown.v1", "飞行", "flown"),
        Word::new("flight.assigned.v1", "派遣", "assigned"),
    ];

    fn reads(&self) -> Vec<Need> {
        let mut aircraft: Vec<_> = self.flights().iter().map(|flight| flight.aircraft).collect();
        aircraft.sort_unstable();
        aircraft.dedup();
        aircraft.into_iter().map(Need::of::<Aircraft>).chain([Need::only::<CurrencyRule>()]).collect()
    }

    fn sheet(&self, view: &Viewing<'_>) -> Sheet {
        let mut sheet = Sheet::default();
        let Some(first) = self.licences().first() else { return sheet };
        let (person, base, today) = (first.person, &first.base, view.now.day());
        let unit = view.directory.member_on(person, today).map(|member| member.unit.clone());
        sheet.takes_part.push(person);
        sheet.known_to.extend(unit.clone());
        sheet.term(label("操控员", "Operator"), [Shown::Person(person)]);
        sheet.term(label("所在单位", "Unit"), unit.clone().map(Shown::Unit));
        self.licence_table(view, &mut sheet);
        // What somebody flew is theirs, and for who assigns missions; others learn whether they may fly.
        let manages = view.may(Action::ManageSupport, base);
        let knows = view.is(person) || manages || unit.as_ref().is_some_and(|unit| view.may(Action::ManageSupport, unit));
        self.standing_table(view, knows, &mut sheet);
        if knows {
            self.flight_table(view, &mut sheet);
        }
        if manages {
            sheet.steps = self.steps(view);
        }
        sheet
    }

    /// A licence is recorded where the aircraft are, and renewed on the operator's own page.
    fn begin(_: &Viewing<'_>) -> Vec<Step> {
        Vec::new()
    }
}

impl Pilot {
    fn licence_table(&self, view: &Viewing<'_>, sheet: &mut Sheet) {
        const LICENCES: &[Label] = &[
            CATEGORY,
            label("级别", "Class"),
            label("等级", "Rating"),
            label("取证基地", "Earned at"),
            label("生效日", "Valid from"),
            UNTIL,
            label("考核记录编号", "Record of the examination"),
            label("今日", "Today"),
        ];
        let today = view.now.day();
        let row = |held: &Licence| {
            let now = match (held.covers(today), held.suspended(today)) {
                (true, true) => Shown::Late(label("暂扣", "suspended")),
                (true, false) => Shown::Good(label("有效", "valid")),
                (false, _) if today < held.from => Shown::Off(label("未生效", "not yet")),
                (false, _) => Shown::Late(label("已过期", "lapsed")),
            };
            Row::of([
                Shown::Label(held.category.label()),
                Shown::text(&held.class),
                Shown::Label(held.rating.label()),
                Shown::Unit(held.base.clone()),
                Shown::Day(held.from),
                held.until.map_or(Shown::Label(label("长期有效", "does not lapse")), Shown::Day),
                Shown::text(&held.document),
                now,
            ])
        };
        sheet.table(label("执照", "Licences"), LICENCES, self.licences().iter().map(row));
        const SUSPENDED: &[Label] = &[CATEGORY, label("起", "From"), label("恢复日", "Restored on")];
        let times = self.licences().iter().flat_map(|held| held.suspensions.iter().map(move |time| (held, time)));
        let rows = times.map(|(held, (from, resumed))| {
            let resumed = resumed.map_or(Shown::Late(label("未恢复", "not restored")), Shown::Day);
            Row::of([Shown::Label(held.category.label()), Shown::Day(*from), resumed])
        });
        sheet.table(label("暂扣与恢复", "Suspensions"), SUSPENDED, rows);
    }

    fn standing_table(&self, view: &Viewing<'_>, knows: bool, sheet: &mut Sheet) {
        const STANDING: &[Label] = &[CATEGORY, label("今日能否派遣", "May fly today"), label("超视距", "Beyond line of sight")];
        const CURRENCY: &[Label] = &[
            CATEGORY,
            label("今日能否派遣", "May fly today"),
            label("超视距", "Beyond line of sight"),
            label("期内架次", "Flights counted"),
            label("期内时间", "Time counted"),
            label("近期经历保持至", "Current until"),
        ];
        let today = view.now.day();
        let rule = view.states.only::<CurrencyRule>().and_then(|rule| rule.on(today));
        let mut held: Vec<Category> = self.licences().iter().map(|held| held.category).collect();
        held.sort_unstable();
        held.dedup();
        let may = |against: Vec<nc_kernel::Refusal>| match against.first() {
            None => Shown::Good(label("可以", "yes")),
            Some(no) if no.rule.code == rules::NO_LICENCE.code => Shown::Late(label("否：执照过期", "no: lapsed")),
            Some(no) if no.rule.code == rules::SUSPENDED.code => Shown::Late(label("否：执照暂扣", "no: suspended")),
            Some(no) if no.rule.code == rules::RATING.code => Shown::Off(label("否：等级不够", "no: rating")),
            Some(no) if no.rule.code == rules::NOT_CURRENT.code => Shown::Late(label("否：近期经历不足", "no: not current")),
            Some(_) => Shown::Off(label("未设定近期经历要求", "no rule of currency is set")),
        };
        let rows = held.into_iter().map(|category| {
            let mut cells = vec![
                Shown::Label(category.label()),
                may(self.against(category, false, rule, today)),
                may(self.against(category, true, rule, today)),
            ];
            if knows {
                let (flights, minutes) = rule.map_or((0, 0), |rule| self.recent(rule, today));
                let until = rule.and_then(|rule| self.current_until(category, rule, today));
                cells.extend([
                    Shown::Count(i64::from(flights)),
                    Shown::Minutes(i64::from(minutes)),
                    Shown::or_nothing(until.map(Shown::Day)),
                ]);
            }
            Row::of(cells)
        });
        sheet.table(label("今日", "Today"), if knows { CURRENCY } else { STANDING }, rows);
        if let Some(rule) = rule.filter(|_| knows) {
            let shown =
                [Shown::Count(i64::from(rule.days)), Shown::Count(i64::from(rule.flights)), Shown::Minutes(i64::from(rule.minutes))];
            sheet.term(label("近期经历要求：天数、架次或时间", "Rule of currency: days, flights or time"), shown);
        }
    }

    fn flight_table(&self, view: &Viewing<'_>, sheet: &mut Sheet) {
        const FLIGHTS: &[Label] =
            &[ON, label("航空器", "Aircraft"), label("任务", "Mission"), label("时间", "Time"), label("带飞教员", "Instructor")];
        let mut flights: Vec<_> = self.flights().iter().collect();
        flights.sort_by_key(|flight| std::cmp::Reverse(flight.on));
        let row = |flight: &crate::flight::state::Flight| {
            let head = view.states.get::<Aircraft>(flight.aircraft).and_then(Aircraft::head);
            let thing = head.map(|head| Shown::Thing { list: Aircraft::LIST, id: head.id.0, title: head.serial.clone() });
            Row::of([
                Shown::Day(flight.on),
                Shown::or_nothing(thing),
                Shown::Label(flight.mission.label()),
                Shown::Minutes(i64::from(flight.minutes)),
                Shown::or_nothing(flight.instructor.map(Shown::Person)),
            ])
        };
        sheet.table(label("飞行经历", "Flights"), FLIGHTS, flights.into_iter().map(row));
    }

    fn steps(&self, view: &Viewing<'_>) -> Vec<Step> {
        let Some(last) = self.licences().last() else { return Vec::new() };
        let today = view.now.day();
        let of = |step: Step| step.fix("person", last.person.to_string()).ask("category", CATEGORY, AskKind::Word(Category::WORDS));
        let by = |step: Step| step.ask("authority", label("依据", "Authority"), AskKind::Text).ask("on", ON, AskKind::Day).preset(today);
        let good = |held: &Licence| held.covers(today) && !held.suspended(today);
        let mut steps = vec![
            of(Step::of::<LicenseOperator>(label("登记换证或增项", "Record a renewal or another category")))
                .preset(last.category.word())
                .ask("class", label("级别", "Class"), AskKind::Text)
                .preset(&last.class)
                .ask("rating", label("等级", "Rating"), AskKind::Word(Rating::WORDS))
                .preset(last.rating.word())
                .ask("base", label("取证基地", "Earned at"), AskKind::Unit(Some(Action::ManageSupport)))
                .preset(&last.base)
                .ask("document", label("考核记录编号", "Record of the examination"), AskKind::Text)
                .ask("on", label("生效日", "Valid from"), AskKind::Day)
                .preset(today)
                .ask("until", UNTIL, AskKind::Day)
                .optional(),
        ];
        if self.licences().iter().any(good) {
            let suspend = of(Step::of::<SuspendLicence>(label("暂扣执照", "Suspend a licence"))).preset(last.category.word());
            steps.push(by(suspend.ask("reason", label("理由", "Reason"), AskKind::Text)).grave());
        }
        if self.licences().iter().any(|held| held.suspended(today)) {
            steps.push(by(of(Step::of::<RestoreLicence>(label("恢复执照", "Restore a licence"))).preset(last.category.word())));
        }
        steps
    }
}
