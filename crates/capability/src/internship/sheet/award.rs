//! A proposal for an award.

use nc_people::sheet::{AskKind, Label, Line, Listed, Sheet, Sheeted, Shown, Step, Viewing, Word, label};

use super::{AUTHORITY, CORRECT, DOCUMENT, ON, PLAN, REASON, RECORD, document};
use crate::internship::command::{ConfirmMentorAward, DeclineMentorAward, ProposeMentorAward, RevokeMentorAward};
use crate::internship::model::AwardStage;
use crate::internship::state::MentorAward;

const NAME: &str = "优秀实习指导老师";
const SERIAL: Label = label("推荐编号", "Serial of the proposal");
const MENTOR: Label = label("指导老师", "Mentor");
const UNIT: Label = label("推荐单位", "Proposed by");

impl Listed for MentorAward {
    const LIST: &'static str = "mentor_award";
    const ONE: Label = label("优秀实习指导老师推荐", "Proposal for excellent mentor");
    const MANY: Label = label("优秀实习指导老师推荐", "Proposals for excellent mentors");
    const STATES: &'static [Word] = AwardStage::WORDS;
    const UNFINISHED: &'static [&'static str] = &["proposed"];
    const OFF: &'static [&'static str] = &["declined", "revoked"];
    const KINDS: &'static [Word] = &[];
    const COUNTS: Option<Label> = None;

    fn line(&self) -> Option<Line> {
        let award = self.award()?;
        Some(Line {
            since: award.since,
            id: award.id.0,
            serial: award.serial.clone(),
            title: NAME.to_owned(),
            kind: "",
            state: award.stage.word(),
            organisers: vec![award.unit.clone()],
            starts_on: award.proposed_on,
            ends_on: award.awarded.as_ref().map_or(award.proposed_on, |(on, ..)| *on),
            marks: 1,
        })
    }
}

impl Sheeted for MentorAward {
    const INITIATIVE: &'static str = "talent";
    const PAPERS: &'static [Label] = &[label("优秀实习指导老师推荐表", "Recommendation of an excellent mentor")];
    const FACTS: &'static [Word] = &[
        Word::new("internship.award_proposed.v1", "推荐", "proposed"),
        Word::new("internship.award_confirmed.v1", "确认获评", "confirmed"),
        Word::new("internship.award_declined.v1", "不予确认", "declined"),
        Word::new("internship.award_revoked.v1", "撤销", "revoked"),
    ];

    fn sheet(&self, view: &Viewing<'_>) -> Sheet {
        let mut sheet = Sheet::default();
        let Some(award) = self.award() else { return sheet };
        sheet.known_to = vec![award.sender.clone()];
        sheet.term(SERIAL, [Shown::text(&award.serial)]);
        sheet.term(MENTOR, [Shown::Person(award.mentor)]);
        sheet.term(UNIT, [Shown::Unit(award.unit.clone())]);
        sheet.term(label("推荐日", "Proposed on"), [Shown::Day(award.proposed_on)]);
        sheet.term(label("推荐材料", "What it rests on"), [document(&award.document)]);
        sheet.term(label("获评日", "Awarded on"), award.awarded.as_ref().map(|(on, ..)| Shown::Day(*on)));
        sheet.term(label("决定文件", "Decision"), award.awarded.as_ref().map(|(.., paper)| document(paper)));
        sheet.term(REASON, award.reason.as_ref().map(Shown::text));
        let Some(bureau) = view.directory.bureau().map(|bureau| &bureau.path) else { return sheet };
        let step = |step: Step| step.fix("award", award.id.to_string());
        match award.stage {
            AwardStage::Proposed if view.may(PLAN, bureau) && !view.is(award.mentor) => {
                let confirm = step(Step::of::<ConfirmMentorAward>(label("确认获评", "Confirm")));
                sheet.steps.push(confirm.ask("awarded_on", ON, AskKind::Day).ask("document", DOCUMENT, AskKind::Document));
                let decline = step(Step::of::<DeclineMentorAward>(label("不予确认", "Decline"))).grave();
                sheet.steps.push(decline.ask("reason", REASON, AskKind::Text));
            }
            AwardStage::Confirmed if view.may(CORRECT, bureau) => {
                let revoke = step(Step::of::<RevokeMentorAward>(label("撤销", "Revoke"))).grave();
                sheet.steps.push(revoke.ask("reason", REASON, AskKind::Text).ask("authority", AUTHORITY, AskKind::Text));
            }
            _ => {}
        }
        sheet
    }

    fn begin(_: &Viewing<'_>) -> Vec<Step> {
        vec![
            Step::of::<ProposeMentorAward>(label("推荐优秀实习指导老师", "Propose an excellent mentor"))
                .ask("serial", SERIAL, AskKind::Text)
                .ask("mentor", MENTOR, AskKind::Person)
                .ask("unit", UNIT, AskKind::Unit(Some(RECORD)))
                .ask("proposed_on", ON, AskKind::Day)
                .ask("document", DOCUMENT, AskKind::Document),
        ]
    }
}
