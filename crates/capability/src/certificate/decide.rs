//! The rules: the only place where certificates are refused.

use nc_kernel::{Aggregate as _, Day, Need, PersonId, Refused, States, StreamId, UnitPath};
use nc_people::access::Action;
use nc_people::command::{Command, Ctx, Decision};
use nc_people::judge::{Judge, REPEATED, TITLE, ask_of};

use super::command::{IssueCertificates, ReissueCertificate, VoidCertificate};
use super::fact::{Fact, Issued, Numbered, SeriesFact, Voided};
use super::model::{CertificateId, SeriesId, number};
use super::rules;
use super::state::{Certificate, Issue, Series};
use crate::training::Class;

/// Gives numbers of a series one after the other.
struct Numbers<'a> {
    series: SeriesId,
    unit: &'a UnitPath,
    year: i16,
    given: u32,
}

impl<'a> Numbers<'a> {
    fn of(states: &States, series: SeriesId, unit: &'a UnitPath, year: i16) -> Self {
        Self { series, unit, year, given: states.get::<Series>(series).map_or(0, Series::given) }
    }

    fn next(&mut self, judge: &mut Judge<'_>, certificate: CertificateId, on: Day) -> String {
        self.given = self.given.saturating_add(1);
        let body = Numbered { certificate, nth: self.given, series: self.series };
        judge.fact::<SeriesFact>(&StreamId::new(Series::FAMILY, self.series), self.unit, on, body);
        number(self.unit, self.year, self.given)
    }
}

fn write(judge: &mut Judge<'_>, certificate: CertificateId, unit: &UnitPath, on: Day, fact: impl Into<Fact>) {
    judge.fact::<Fact>(&StreamId::new(Certificate::FAMILY, certificate), unit, on, fact);
}

impl IssueCertificates {
    fn certificate(&self, person: PersonId) -> CertificateId {
        CertificateId::of(self.class, person)
    }
}

impl Command for IssueCertificates {
    const NAME: &'static str = "certificate.issue";

    fn needs(&self) -> Vec<Need> {
        let own = [Need::of::<Class>(self.class), Need::of::<Series>(self.series)];
        own.into_iter().chain(self.people.iter().map(|person| Need::of::<Certificate>(self.certificate(*person)))).collect()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        let lead = states.get::<Class>(self.class).and_then(Class::lead).cloned();
        ask_of(states, Action::RecordTraining, lead)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let class = states.get::<Class>(self.class).filter(|class| class.counts_now());
        let known = class.and_then(|class| Some((class, class.head()?, class.lead()?)));
        let (class, head, lead) = known.ok_or_else(|| rules::CLASS.refuse().at("class"))?;
        let mut judge = Judge::new(ctx);
        let year = head.ends_on.year();
        judge.text("authority", &self.authority, TITLE);
        if self.series != SeriesId::of(lead, year) {
            judge.no(rules::SERIES.refuse().at("series"));
        }
        if self.people.is_empty() {
            judge.no(rules::NOBODY.refuse().at("people"));
        }
        let mut numbers = Numbers::of(states, self.series, lead, year);
        for (i, person) in self.people.iter().enumerate() {
            let place = format!("people[{i}]");
            let held = states.get::<Certificate>(self.certificate(*person)).and_then(Certificate::last);
            let mark = class.mark(*person).filter(|_| class.completed(*person));
            if self.people.iter().take(i).any(|earlier| earlier == person) {
                judge.no(REPEATED.refuse().at(place));
            } else if let Some(held) = held {
                judge.no(rules::HELD.refuse().at(place).with("number", &held.body.number));
            } else if let Some(mark) = mark {
                let certificate = self.certificate(*person);
                let number = numbers.next(&mut judge, certificate, ctx.today());
                let body = Issued {
                    authority: self.authority.trim().to_owned(),
                    certificate,
                    class: self.class,
                    class_serial: head.serial.clone(),
                    credit_minutes: mark.value.credit_minutes,
                    ended_on: head.ends_on,
                    member: mark.value.member,
                    number,
                    person: *person,
                    replaces: None,
                    sender: mark.value.sender.clone(),
                    title: head.title.clone(),
                };
                write(&mut judge, certificate, lead, ctx.today(), body);
            } else {
                judge.no(rules::NOT_COMPLETED.refuse().at(place));
            }
        }
        judge.done()
    }
}

/// A certificate that was issued, with the number issued last and the unit that led the class.
fn known(states: &States, certificate: CertificateId) -> Result<(&Issue, &UnitPath), Refused> {
    let state = states.get::<Certificate>(certificate);
    let found = state.and_then(|state| Some((state.last()?, state.unit()?)));
    found.ok_or_else(|| rules::UNKNOWN.refuse().at("certificate").into())
}

/// Who corrects training makes numbers void; of a certificate that does not exist, the whole bureau is asked.
fn asks(states: &States, certificate: CertificateId) -> Vec<(Action, UnitPath)> {
    let unit = states.get::<Certificate>(certificate).and_then(Certificate::unit).cloned();
    ask_of(states, Action::CorrectTraining, unit)
}

fn voided(certificate: CertificateId, issue: &Issue, reason: &str, authority: &str) -> Voided {
    Voided { authority: authority.trim().to_owned(), certificate, number: issue.body.number.clone(), reason: reason.trim().to_owned() }
}

impl Command for VoidCertificate {
    const NAME: &'static str = "certificate.void";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Certificate>(self.certificate)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.certificate)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (issue, unit) = known(states, self.certificate)?;
        let mut judge = Judge::new(ctx);
        judge.because(&self.reason, &self.authority);
        if issue.void.is_some() {
            judge.no(rules::VOID.refuse().at("certificate").with("number", &issue.body.number));
        }
        let body = voided(self.certificate, issue, &self.reason, &self.authority);
        write(&mut judge, self.certificate, unit, ctx.today(), body);
        judge.done()
    }
}

impl Command for ReissueCertificate {
    const NAME: &'static str = "certificate.reissue";

    fn needs(&self) -> Vec<Need> {
        vec![Need::of::<Certificate>(self.certificate), Need::of::<Series>(self.series)]
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, self.certificate)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let (issue, unit) = known(states, self.certificate)?;
        let mut judge = Judge::new(ctx);
        judge.because(&self.reason, &self.authority);
        let year = issue.body.ended_on.year();
        if self.series != SeriesId::of(unit, year) {
            judge.no(rules::SERIES.refuse().at("series"));
        }
        if issue.void.is_none() {
            let body = voided(self.certificate, issue, &self.reason, &self.authority);
            write(&mut judge, self.certificate, unit, ctx.today(), body);
        }
        let number = Numbers::of(states, self.series, unit, year).next(&mut judge, self.certificate, ctx.today());
        let authority = self.authority.trim().to_owned();
        let body = Issued { authority, number, replaces: Some(issue.body.number.clone()), ..issue.body.clone() };
        write(&mut judge, self.certificate, unit, ctx.today(), body);
        judge.done()
    }
}
