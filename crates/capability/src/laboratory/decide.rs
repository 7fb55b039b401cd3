//! The rules of laboratories: the only place of this area that says no.

use std::collections::BTreeSet;

use nc_kernel::{Aggregate as _, Day, Document, Need, Refused, States, StreamId, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::{Judge, REASON, TITLE, ask, ask_of};
use nc_people::sheet::Listed as _;

use super::command::{
    AdvanceAccreditation, BeginAccreditation, CalibrateInstrument, CloseNonconformity, FindNonconformity, FoundLaboratory,
    GrantAccreditation, PassSurveillance, RecordProficiency, RegisterInstrument, ReinstateAccreditation, RequestTest, SuspendAccreditation,
    WithdrawAccreditation,
};
use super::fact::{
    Advanced, Begun, Calibrated, Fact, Founded, Granted, InstrumentRegistered, NonconformityClosed, NonconformityFound, ProficiencyTested,
    Reinstated, SurveillancePassed, Suspended, TestRequested, Withdrawn,
};
use super::model::{LaboratoryId, Stage, Status, scheme, schemes};
use super::rules;
use super::state::{Accreditation, Head, Laboratory};

/// What every rule about a laboratory that exists begins with.
struct Bench<'s, 'c> {
    laboratory: &'s Laboratory,
    head: &'s Head,
    judge: Judge<'c>,
    on: Day,
}

impl<'s, 'c> Bench<'s, 'c> {
    /// The laboratory, and a day that has come and on which it was there.
    fn of(states: &'s States, ctx: &Ctx<'c>, id: LaboratoryId, on: Day) -> Result<Self, Refused> {
        let known = states.get::<Laboratory>(id).and_then(|laboratory| Some((laboratory, laboratory.head()?)));
        let (laboratory, head) = known.ok_or_else(|| Refused::from(rules::UNKNOWN.refuse().at("laboratory")))?;
        let mut bench = Self { laboratory, head, judge: Judge::new(ctx), on };
        bench.judge.come("on", on);
        bench.not_before(head.from);
        Ok(bench)
    }

    fn not_before(&mut self, from: Day) {
        if self.on < from {
            self.judge.no(rules::TOO_EARLY.refuse().with("from", from).at("on"));
        }
    }

    /// The accreditation, at a state `fits` agrees to on the day of the command.
    fn at(&mut self, number: u32, fits: impl Fn(Status) -> bool) -> Result<&'s Accreditation, Refused> {
        let held = self.laboratory.accreditation(number);
        let held = held.ok_or_else(|| Refused::from(rules::ACCREDITATION.refuse().at("accreditation")))?;
        self.not_before(held.begun);
        let status = held.status(self.on);
        if !fits(status) {
            let called = Laboratory::STATES.iter().find(|word| word.word == status.word()).map(|word| word.label);
            let (zh, en) = called.map_or(("", ""), |label| (label.zh, label.en));
            self.judge.no(rules::STATE.refuse().with("state", zh).with("state_en", en).at("accreditation"));
        }
        Ok(held)
    }

    fn write(mut self, fact: impl Into<Fact>) -> Result<Decision, Refused> {
        self.judge.fact::<Fact>(&StreamId::new(Laboratory::FAMILY, self.head.id), &self.head.unit, self.on, fact);
        self.judge.done()
    }
}

/// Whom to ask: whose laboratory it is; about an unknown one the bureau, so that only who may see everything learns that.
fn asks(states: &States, id: LaboratoryId) -> Vec<(Action, UnitPath)> {
    let unit = states.get::<Laboratory>(id).and_then(Laboratory::head).map(|head| head.unit.clone());
    ask_of(states, Action::ManageSupport, unit)
}

macro_rules! command {
    ($name:ident, $word:literal, $id:expr, $asks:expr, $documents:expr, $decide:expr) => {
        impl Command for $name {
            const NAME: &'static str = $word;

            fn needs(&self) -> Vec<Need> {
                let id: fn(&Self) -> LaboratoryId = $id;
                vec![Need::of::<Laboratory>(id(self))]
            }

            fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
                let asks: fn(&Self, &States) -> Vec<(Action, UnitPath)> = $asks;
                asks(self, states)
            }

            fn documents(&self) -> Vec<&Document> {
                let documents: fn(&Self) -> Vec<&Document> = $documents;
                documents(self)
            }

            fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
                let decide: fn(&Self, &States, &Ctx<'_>) -> Result<Decision, Refused> = $decide;
                decide(self, states, ctx)
            }
        }
    };
    ($name:ident, $word:literal, |$self:ident, $bench:ident| $decide:expr) => {
        command!($name, $word, |_| Vec::new(), |$self, $bench| $decide);
    };
    ($name:ident, $word:literal, $documents:expr, |$self:ident, $bench:ident| $decide:expr) => {
        command!($name, $word, |s| s.laboratory, |s, states| asks(states, s.laboratory), $documents, |$self, states, ctx| {
            let mut $bench = Bench::of(states, ctx, $self.laboratory, $self.on)?;
            $decide
        });
    };
}

command!(
    FoundLaboratory,
    "laboratory.found",
    |s| LaboratoryId::of_serial(&s.serial),
    |s, _| ask(Action::ManageSupport, std::slice::from_ref(&s.unit)),
    |_| Vec::new(),
    |s, states, ctx| {
        let laboratory = LaboratoryId::of_serial(&s.serial);
        let mut judge = Judge::new(ctx);
        judge.serial("serial", &s.serial);
        judge.text("title", &s.title, TITLE);
        judge.come("on", s.on);
        judge.unit("unit", &s.unit, s.on);
        if states.get::<Laboratory>(laboratory).is_some_and(|known| known.head().is_some()) {
            judge.no(rules::TWICE.refuse().with("serial", &s.serial).at("serial"));
        }
        let body = Founded { laboratory, serial: s.serial.clone(), title: s.title.clone() };
        judge.fact::<Fact>(&StreamId::new(Laboratory::FAMILY, laboratory), &s.unit, s.on, body);
        judge.done()
    }
);

command!(BeginAccreditation, "laboratory.begin_accreditation", |s, bench| {
    let known = scheme(&s.scheme).filter(|scheme| match &s.level {
        Some(level) => scheme.levels.contains(level),
        None => scheme.levels.is_empty(),
    });
    if known.is_none() {
        let known: Vec<_> = schemes().iter().map(|scheme| scheme.serial.as_str()).collect();
        bench.judge.no(rules::SCHEME.refuse().with("known", known.join(", ")).at("scheme"));
    }
    let codes: BTreeSet<&str> = s.scope.iter().map(|item| item.code.as_str()).collect();
    if s.scope.is_empty() || codes.len() < s.scope.len() {
        bench.judge.no(rules::NO_SCOPE.refuse().at("scope"));
    }
    for (n, item) in s.scope.iter().enumerate() {
        bench.judge.serial(&format!("scope[{n}].code"), &item.code);
        bench.judge.text(&format!("scope[{n}].title"), &item.title, TITLE);
        for instrument in item.instruments.iter().filter(|serial| !bench.laboratory.instruments.contains_key(*serial)) {
            let place = format!("scope[{n}].instruments");
            bench.judge.no(rules::INSTRUMENT.refuse().with("instrument", instrument).at(place));
        }
    }
    let ended = |status| matches!(status, Status::Expired | Status::Withdrawn);
    let running = bench.laboratory.numbered().find(|(_, held)| held.scheme == s.scheme && !ended(held.status(s.on)));
    if let Some((number, _)) = running {
        bench.judge.no(rules::RUNNING.refuse().with("number", number).at("scheme"));
    }
    bench.write(Begun { laboratory: s.laboratory, level: s.level.clone(), scheme: s.scheme.clone(), scope: s.scope.clone() })
});

command!(AdvanceAccreditation, "laboratory.advance", |s, bench| {
    let before = |status| match s.to {
        Stage::Preparing => false,
        Stage::Applied => status == Status::Before(Stage::Preparing),
        Stage::DocumentReview => status == Status::Before(Stage::Applied),
        Stage::OnSite => status == Status::Before(Stage::DocumentReview),
    };
    bench.at(s.accreditation, before)?;
    bench.write(Advanced { accreditation: s.accreditation, stage: s.to })
});

command!(FindNonconformity, "laboratory.find_nonconformity", |s, bench| {
    let on_site = |status| matches!(status, Status::Before(Stage::OnSite) | Status::Nonconformities | Status::Rectified);
    bench.at(s.accreditation, |status| on_site(status) || status.in_force())?;
    bench.judge.text("title", &s.title, TITLE);
    bench.judge.member("owner", s.owner, &[s.on]);
    if s.due < s.on {
        bench.judge.no(rules::TOO_EARLY.refuse().with("from", s.on).at("due"));
    }
    bench.write(NonconformityFound { accreditation: s.accreditation, due: s.due, owner: s.owner, title: s.title.clone() })
});

command!(CloseNonconformity, "laboratory.close_nonconformity", |s| vec![&s.evidence], |s, bench| {
    let held = bench.at(s.accreditation, |_| true)?;
    bench.judge.document(&s.evidence);
    let at = usize::try_from(s.nonconformity).ok().and_then(|n| n.checked_sub(1));
    match at.and_then(|at| held.nonconformities.get(at)).filter(|found| found.closed.is_none()) {
        None => bench.judge.no(rules::NONCONFORMITY.refuse().at("nonconformity")),
        Some(found) if bench.judge.acting.is_none_or(|acting| acting == found.owner) => {
            bench.judge.no(rules::OWNER.refuse().at("nonconformity"));
        }
        Some(_) => {}
    }
    let Some(verifier) = bench.judge.acting else { return bench.judge.done() };
    let (evidence, nonconformity) = (s.evidence.clone(), s.nonconformity);
    bench.write(NonconformityClosed { accreditation: s.accreditation, evidence, nonconformity, verifier })
});

command!(GrantAccreditation, "laboratory.grant", |s| vec![&s.certificate], |s, bench| {
    let reviewed = |status| matches!(status, Status::Before(Stage::OnSite) | Status::Rectified | Status::Nonconformities);
    let held = bench.at(s.accreditation, |status| reviewed(status) || status.in_force() || status == Status::Expired)?;
    bench.judge.document(&s.certificate);
    if held.open() > 0 {
        bench.judge.no(rules::OPEN.refuse().with("open", held.open()).at("accreditation"));
    }
    if let Some(last) = held.grants.last() {
        bench.not_before(last.from.plus_days(1));
    }
    let scheme = scheme(&held.scheme);
    let (surveillance, until) = (scheme.and_then(|s2| s2.surveillance_by(s.on)), scheme.and_then(|s2| s2.valid_until(s.on)));
    bench.write(Granted { accreditation: s.accreditation, certificate: s.certificate.clone(), surveillance, until })
});

command!(PassSurveillance, "laboratory.pass_surveillance", |s, bench| {
    let held = bench.at(s.accreditation, Status::in_force)?;
    let next = scheme(&held.scheme).and_then(|scheme| scheme.surveillance_by(s.on));
    bench.write(SurveillancePassed { accreditation: s.accreditation, next })
});

command!(SuspendAccreditation, "laboratory.suspend", |s, bench| {
    bench.at(s.accreditation, Status::in_force)?;
    bench.judge.because(&s.reason, &s.authority);
    bench.write(Suspended { accreditation: s.accreditation, authority: s.authority.clone(), reason: s.reason.clone() })
});

command!(ReinstateAccreditation, "laboratory.reinstate", |s, bench| {
    bench.at(s.accreditation, |status| status == Status::Suspended)?;
    bench.judge.text("authority", &s.authority, REASON);
    bench.write(Reinstated { accreditation: s.accreditation, authority: s.authority.clone() })
});

command!(WithdrawAccreditation, "laboratory.withdraw", |s, bench| {
    bench.at(s.accreditation, |status| status.in_force() || status == Status::Suspended)?;
    bench.judge.because(&s.reason, &s.authority);
    bench.write(Withdrawn { accreditation: s.accreditation, authority: s.authority.clone(), reason: s.reason.clone() })
});

command!(RegisterInstrument, "laboratory.register_instrument", |s, bench| {
    bench.judge.serial("instrument", &s.instrument);
    bench.judge.text("title", &s.title, TITLE);
    if !(1..=120).contains(&s.calibration_months) {
        bench.judge.no(rules::MONTHS.refuse().at("calibration_months"));
    }
    if bench.laboratory.instruments.contains_key(&s.instrument) {
        bench.judge.no(rules::INSTRUMENT_TWICE.refuse().at("instrument"));
    }
    let (instrument, title) = (s.instrument.clone(), s.title.clone());
    bench.write(InstrumentRegistered { calibration_months: s.calibration_months, instrument, title })
});

command!(CalibrateInstrument, "laboratory.calibrate", |s, bench| {
    bench.judge.text("certificate", &s.certificate, TITLE);
    let Some(instrument) = bench.laboratory.instruments.get(&s.instrument) else {
        bench.judge.no(rules::INSTRUMENT.refuse().with("instrument", &s.instrument).at("instrument"));
        return bench.judge.done();
    };
    let due = s.on.plus_months(i32::from(instrument.months)).minus_days(1);
    bench.write(Calibrated { certificate: s.certificate.clone(), due, instrument: s.instrument.clone() })
});

command!(RecordProficiency, "laboratory.record_proficiency", |s, bench| {
    bench.judge.text("programme", &s.programme, TITLE);
    if !bench.laboratory.accreditations.iter().flat_map(|held| &held.scope).any(|item| item.code == s.item) {
        bench.judge.no(rules::OUT_OF_SCOPE.refuse().with("item", &s.item).with("day", s.on).at("item"));
    }
    bench.write(ProficiencyTested { item: s.item.clone(), programme: s.programme.clone(), satisfactory: s.satisfactory })
});

command!(RequestTest, "laboratory.request_test", |s, bench| {
    bench.judge.serial("number", &s.number);
    bench.judge.unit("client", &s.client, s.on);
    if bench.laboratory.tested(&s.number) {
        bench.judge.no(rules::NUMBER.refuse().with("number", &s.number).at("number"));
    }
    match bench.laboratory.in_scope(&s.item, s.on) {
        None => bench.judge.no(rules::OUT_OF_SCOPE.refuse().with("item", &s.item).with("day", s.on).at("item")),
        Some(item) => {
            for serial in &item.instruments {
                let instrument = bench.laboratory.instruments.get(serial);
                if !instrument.is_some_and(|instrument| instrument.fit(s.on)) {
                    let due = instrument.and_then(super::state::Instrument::due).map_or_else(|| "—".to_owned(), |due| due.to_string());
                    bench.judge.no(rules::CALIBRATION.refuse().with("instrument", serial).with("due", due).at("item"));
                }
            }
        }
    }
    bench.write(TestRequested { client: s.client.clone(), item: s.item.clone(), number: s.number.clone() })
});
