//! Codes: looking behind one, and unsealing them by two people in two roles.

use nc_kernel::Draft;
use nc_kernel::refusal::No;
use nc_people::Role;

use super::*;

/// The role of `among` that the acting account holds over the organiser, where it holds one.
fn role(desk: &Desk<'_, '_>, ctx: &Ctx<'_>, among: &[Role]) -> Option<Role> {
    let organiser = desk.head.organisers.first()?;
    let held = ctx.directory.grants_in_force(ctx.actor.user, ctx.now).filter(|grant| grant.unit.contains(organiser));
    held.map(|grant| grant.role).find(|role| among.contains(role))
}

/// That somebody tried to unseal who may not, or alone; nothing for who was only too early.
fn tried(states: &States, ctx: &Ctx<'_>, contest: ContestId, refused: &Refused) -> Vec<Draft> {
    let Ok(mut desk) = Desk::of(states, ctx, contest) else { return Vec::new() };
    if desk.codes.is_unsealed() || !refused.0.iter().any(|refusal| refusal.rule.no == No::Forbidden) {
        return Vec::new();
    }
    let on = desk.judge.today;
    desk.write_code(on, UnsealRefused {});
    desk.judge.done().map(|decision| decision.facts).unwrap_or_default()
}

/// Writes that the names are open, in both streams.
pub(super) fn opened(desk: &mut Desk<'_, '_>, role: Option<Role>) {
    let (on, head) = (desk.judge.today, desk.head);
    let fact = Unsealed {
        ends_on: head.ends_on,
        host: head.host.clone(),
        level: head.level,
        organisers: head.organisers.clone(),
        role,
        took_part: desk.live().came(),
        withheld: desk.contest.is_frozen().then_some(true),
    };
    desk.write_code(on, fact);
    desk.write(on, NamesOpened {});
}

impl Command for LookUpCode {
    const NAME: &'static str = "contest.look_up_code";

    of_known!(contest, TakePart);

    /// Before unsealing the answer is no, whoever asks. After it there is nothing to record: the contest's page shows the names.
    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut desk = Desk::of(states, ctx, self.contest)?;
        desk.discipline_of(&self.code);
        // What was unsealed behind a freeze is not: the answer tells nobody that it was.
        if !desk.contest.shown().is_open() {
            desk.judge.no(rules::SEALED.refuse().at("code"));
        }
        desk.judge.done()
    }

    /// Whoever asked is recorded as having tried, whether the rule or already the policy said no.
    fn trace(&self, states: &States, ctx: &mut Ctx<'_>, _: &Refused) -> Vec<Draft> {
        let Ok(mut desk) = Desk::of(states, ctx, self.contest) else { return Vec::new() };
        // A code nobody has is a slip of the pen: what is recorded holds nothing the caller made up.
        if desk.contest.shown().is_open() || desk.live().discipline_of(&self.code).is_none() {
            return Vec::new();
        }
        let on = desk.judge.today;
        desk.write_code(on, MappingRefused { code: self.code.clone() });
        desk.judge.done().map(|decision| decision.facts).unwrap_or_default()
    }
}

impl Command for AskUnseal {
    const NAME: &'static str = "contest.ask_unseal";

    of_known!(contest, RecordTraining);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut desk = Desk::of(states, ctx, self.contest)?;
        if desk.codes.is_unsealed() {
            desk.judge.no(rules::OPEN.refuse());
        } else if desk.codes.asked().is_some() {
            desk.judge.no(rules::ASKED.refuse());
        }
        if !desk.live().is_locked() {
            desk.judge.no(rules::NOT_LOCKED.refuse());
        }
        let Some(role) = role(&desk, ctx, &[Role::Recorder, Role::ClassHead]) else {
            desk.judge.no(rules::ASK_ROLE.refuse());
            return desk.judge.done();
        };
        let (on, person) = (desk.judge.today, desk.judge.acting);
        desk.write_code(on, UnsealAsked { person, role });
        desk.judge.done()
    }

    fn trace(&self, states: &States, ctx: &mut Ctx<'_>, refused: &Refused) -> Vec<Draft> {
        tried(states, ctx, self.contest, refused)
    }
}

impl Command for Unseal {
    const NAME: &'static str = "contest.unseal";

    of_known!(contest, CorrectTraining);

    fn decide(&self, states: &States, ctx: &mut Ctx<'_>) -> Result<Decision, Refused> {
        let mut desk = Desk::of(states, ctx, self.contest)?;
        if desk.codes.is_unsealed() {
            desk.judge.no(rules::OPEN.refuse());
        }
        match desk.codes.asked() {
            None => desk.judge.no(rules::NOT_ASKED.refuse()),
            // One person may hold several accounts, and an account may belong to nobody: both are looked at.
            Some((asked, actor)) => {
                let same = actor.user == ctx.actor.user || asked.person.is_some() && asked.person == desk.judge.acting;
                if same {
                    desk.judge.no(rules::SAME_PERSON.refuse());
                }
            }
        }
        let role = role(&desk, ctx, &[Role::PoliticalOfficer]);
        if role.is_none() {
            desk.judge.no(rules::AGREE_ROLE.refuse());
        }
        opened(&mut desk, role);
        desk.judge.done()
    }

    fn trace(&self, states: &States, ctx: &mut Ctx<'_>, refused: &Refused) -> Vec<Draft> {
        tried(states, ctx, self.contest, refused)
    }
}
