//! Setting up: the contest, its panels, its entries and their codes.

use nc_kernel::PersonId;

use super::*;

impl Command for SetUpContest {
    const NAME: &'static str = "contest.set_up";

    fn needs(&self) -> Vec<Need> {
        needs(ContestId::of_serial(&self.serial))
    }

    fn asks(&self, _: &States) -> Vec<(Action, UnitPath)> {
        judge::ask(Action::PlanTraining, &self.organisers)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let contest = ContestId::of_serial(&self.serial);
        let mut judge = Judge::new(ctx);
        judge.serial("serial", &self.serial);
        judge.text("title", &self.title, TITLE);
        judge.text("authority", &self.authority, TITLE);
        judge.units("organisers", &self.organisers, self.starts_on);
        if let Some(host) = &self.host {
            judge.unit("host", host, self.starts_on);
        }
        if self.ends_on < self.starts_on {
            judge.no(rules::BACKWARDS.refuse().at("ends_on"));
        }
        if !(1..=60).contains(&self.appeal_days) {
            judge.no(rules::APPEAL_DAYS.refuse().at("appeal_days"));
        }
        let serials: BTreeSet<&str> = self.disciplines.iter().map(|discipline| discipline.serial.as_str()).collect();
        if self.disciplines.is_empty() || serials.len() != self.disciplines.len() {
            judge.no(rules::DISCIPLINES.refuse().at("disciplines"));
        }
        for (i, one) in self.disciplines.iter().enumerate() {
            discipline::checked(&mut judge, &format!("disciplines[{i}]"), one);
        }
        if states.get::<Contest>(contest).and_then(Contest::head).is_some() {
            judge.no(rules::TAKEN.refuse().with("serial", &self.serial).at("serial"));
        }
        let Some(unit) = self.organisers.first() else { return judge.done() };
        let fact = SetUp {
            appeal_days: self.appeal_days,
            authority: self.authority.clone(),
            blind: self.blind,
            contest,
            disciplines: self.disciplines.clone(),
            ends_on: self.ends_on,
            host: self.host.clone(),
            level: self.level,
            organisers: self.organisers.clone(),
            serial: self.serial.clone(),
            starts_on: self.starts_on,
            title: self.title.clone(),
        };
        let on = judge.today.min(self.starts_on);
        judge.fact::<Fact>(&StreamId::new(Contest::FAMILY, contest), unit, on, fact);
        judge.done()
    }
}

/// 评委席: the panel of a discipline, each judge with the unit they serve in, and a fault for everybody who cannot sit on it.
pub(super) fn seated(desk: &mut Desk<'_, '_>, discipline: &str, judges: &[PersonId], head: Option<PersonId>) -> Vec<Seat> {
    // Who judges is settled before the draw, so that nobody can be taken off a panel for the score they gave.
    if desk.live().is_drawn() {
        desk.judge.no(rules::DRAWN.refuse());
    }
    let mut seats: Vec<Seat> = Vec::new();
    for (i, person) in judges.iter().enumerate() {
        let place = format!("judges[{i}]");
        if seats.iter().any(|seat| seat.judge == *person) {
            desk.judge.no(judge::REPEATED.refuse().at(place));
            continue;
        }
        let entered = desk.codes.entries().filter(|entry| entry.discipline == discipline);
        if entered.flat_map(|entry| &entry.entrants).any(|entrant| entrant.person == *person) {
            desk.judge.no(rules::JUDGE_ENTERED.refuse().at(place.as_str()));
        }
        if let Some(member) = desk.judge.member(place, *person, &[desk.head.starts_on, desk.judge.today]) {
            seats.push(Seat { judge: *person, unit: member.unit.clone() });
        }
    }
    if head.is_some_and(|head| !judges.contains(&head)) {
        desk.judge.no(rules::HEAD.refuse().at("head"));
    }
    seats
}

impl Command for SeatPanel {
    const NAME: &'static str = "contest.seat_panel";

    of_known!(contest, PlanTraining);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut desk = Desk::of(states, ctx, self.contest)?;
        if desk.live().discipline(&self.discipline).is_none() {
            desk.judge.no(rules::DISCIPLINE.refuse().at("discipline"));
        }
        if self.judges.is_empty() {
            desk.judge.no(rules::NOBODY.refuse().at("judges"));
        }
        let seats = seated(&mut desk, &self.discipline, &self.judges, self.head);
        let on = desk.judge.today;
        desk.write(on, PanelSeated { discipline: self.discipline.clone(), head: self.head, seats });
        desk.judge.done()
    }
}

impl Command for Enter {
    const NAME: &'static str = "contest.enter";

    fn needs(&self) -> Vec<Need> {
        needs(self.contest).into_iter().chain(self.from.into_iter().flat_map(needs)).collect()
    }

    fn asks(&self, states: &States) -> Vec<(Action, UnitPath)> {
        asks(states, Action::RecordTraining, self.contest)
    }

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut desk = Desk::of(states, ctx, self.contest)?;
        if desk.live().is_drawn() {
            desk.judge.no(rules::DRAWN.refuse());
        }
        if desk.live().discipline(&self.discipline).is_none() {
            desk.judge.no(rules::DISCIPLINE.refuse().at("discipline"));
        }
        if self.people.is_empty() {
            desk.judge.no(rules::NOBODY.refuse().at("people"));
        }
        let mut entrants: Vec<Entrant> = Vec::new();
        for (i, person) in self.people.iter().enumerate() {
            let place = format!("people[{i}]");
            let mut entered = desk.codes.entries().filter(|entry| entry.discipline == self.discipline).flat_map(|entry| &entry.entrants);
            if entered.any(|entrant| entrant.person == *person) || entrants.iter().any(|entrant| entrant.person == *person) {
                desk.judge.no(rules::ENTERED.refuse().at(place.as_str()));
            }
            if desk.live().panel(&self.discipline).iter().any(|seat| seat.judge == *person) {
                desk.judge.no(rules::JUDGE_ENTERED.refuse().at(place.as_str()));
            }
            if let Some(member) = desk.judge.member(place, *person, &[desk.head.starts_on, desk.judge.today]) {
                entrants.push(Entrant { member: member.kind, person: *person, unit: member.unit.clone() });
            }
        }
        let from = self.from.zip(self.from_code.clone());
        if from.is_none() && (self.from.is_some() || self.from_code.is_some()) {
            desk.judge.no(rules::NOT_NOMINATED.refuse().at("from"));
        }
        if let Some((lower, code)) = &from {
            let nominated =
                states.get::<Contest>(*lower).is_some_and(|contest| contest.live().nominated().contains(&(code.clone(), self.contest)));
            // Only those who earned it: the nominated entry's people are the ones who go.
            let earned = states.get::<Codes>(*lower).is_some_and(|codes| self.people.iter().all(|person| codes.entered_by(code, *person)));
            if !nominated || !earned {
                desk.judge.no(rules::NOT_NOMINATED.refuse().at("from"));
            }
        }
        let number = u32::try_from(desk.codes.entries().count()).unwrap_or(u32::MAX - 1) + 1;
        let on = desk.judge.today;
        if let Some(unit) = entrants.first().map(|entrant| entrant.unit.clone()) {
            desk.write_code(on, EntryRegistered { discipline: self.discipline.clone(), entrants, from, number, unit });
        }
        desk.judge.done()
    }
}

impl Command for DrawCodes {
    const NAME: &'static str = "contest.draw_codes";

    of_known!(contest, RecordTraining);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        // Letters and digits that nobody misreads.
        const SIGNS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        let mut desk = Desk::of(states, ctx, self.contest)?;
        if desk.live().is_drawn() {
            desk.judge.no(rules::DRAWN.refuse());
        }
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let (mut coded, mut drawn) = (Vec::new(), Vec::new());
        for entry in desk.codes.entries() {
            let code = loop {
                let mut bytes = [0_u8; 5];
                ctx.ids.fill(&mut bytes);
                let code: String =
                    bytes.iter().map(|byte| char::from(SIGNS.get(usize::from(byte % 32)).copied().unwrap_or(b'A'))).collect();
                if taken.insert(code.clone()) {
                    break code;
                }
            };
            coded.push(Coded { code: code.clone(), discipline: entry.discipline.clone() });
            drawn.push((entry.number, code));
        }
        for discipline in &desk.head.disciplines {
            let entered = coded.iter().any(|coded| coded.discipline == discipline.serial);
            if entered && !discipline.signed.is_empty() && desk.live().head_judge(&discipline.serial).is_none() {
                desk.judge.no(rules::signing::PANEL.refuse().with("discipline", &discipline.title));
            }
        }
        if drawn.is_empty() {
            desk.judge.no(rules::NO_ENTRY.refuse());
        }
        // By code, so that the order of entries tells nothing.
        coded.sort();
        let on = desk.judge.today;
        desk.write_code(on, CodesDrawn { codes: drawn });
        desk.write(on, EntriesCoded { codes: coded });
        desk.judge.done()
    }
}
