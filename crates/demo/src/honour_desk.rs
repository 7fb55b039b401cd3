//! Records honours and works: one person writes down and attaches the paper, another confirms.

use nc_honour::roll::{
    AddWorkVersion, AwardForm, ConfirmHonour, CorrectHonour, EnterWork, HonourId, HonourKind, Project, PublishWork, RecordHonour,
    RevokeHonour, ShareWork, WithdrawHonour, WithdrawWork, WorkId,
};
use nc_kernel::{Actor, Document};
use nc_people::MemberKind;

use crate::clerk::Clerk;
use crate::error::DemoError;
use crate::honours::{Fate, Given, Goes, Honours, Made, Task, lasting};
use crate::places::{LABEL, zh_labelled};
use crate::world::World;

/// Records what is due that day.
pub(crate) async fn work(honours: &mut Honours, day: i32, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
    for task in honours.agenda.take(day) {
        Desk { honours, world, day }.record(task, clerk).await?;
    }
    Ok(())
}

/// Keeps an invented paper, whose text says that it is.
pub(crate) async fn paper(clerk: &mut Clerk<'_>, text: &str, number: Option<String>) -> Result<Document, DemoError> {
    let bytes = format!("{LABEL} / synthetic data\n本文件为演示用途自动生成，不是真实公文。\n\n{text}\n");
    let kept = clerk.store.keep_document(bytes.as_bytes()).await;
    let kept = kept.map_err(|source| DemoError::Store { doing: "a document".to_owned(), source })?;
    Ok(kept.called(zh_labelled("证明文件"), number))
}

struct Desk<'a> {
    honours: &'a Honours,
    world: &'a World,
    day: i32,
}

impl Desk<'_> {
    async fn record(&self, task: Task, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let political = &self.world.actors.political;
        let today = self.world.days.day(self.day);
        match task {
            Task::Enter(n) => {
                let made = self.work(n)?;
                clerk.send(self.keeper(made), 1, self.entered(made)?).await?;
            }
            Task::Share(n) => {
                let made = self.work(n)?;
                for unit in made.units.iter().skip(1) {
                    let unit = self.world.places.get(*unit)?.path.clone();
                    clerk.send(self.keeper(made), 1, ShareWork { work: id(made), unit }).await?;
                }
            }
            Task::Version(n, version) => {
                let made = self.work(n)?;
                let label = made.versions.get(version).copied().ok_or(DemoError::Lost("a version"))?.to_owned();
                clerk.send(self.keeper(made), 1, AddWorkVersion { work: id(made), label, added_on: today }).await?;
            }
            Task::Publish(n) => {
                let made = self.work(n)?;
                let approver = lasting(self.world, MemberKind::Police).next().ok_or(DemoError::Lost("an approver"))?;
                let approver = self.world.id(approver)?;
                let channel = zh_labelled("市局新媒体平台");
                let command = PublishWork { work: id(made), released_on: today, approver, channel, document: None };
                clerk.send(self.keeper(made), 1, command).await?;
            }
            Task::WithdrawWork(n) => {
                let (reason, authority) = ("与已入库作品重复（演示）".to_owned(), "政治部核对单（演示）".to_owned());
                clerk.send(political, 1, WithdrawWork { work: id(self.work(n)?), reason, authority }).await?;
            }
            Task::Record(n) => {
                let given = self.given(n)?;
                let award = self.award(given, clerk, given.fate == Fate::Corrected).await?;
                clerk.send(self.recorder(given)?, 1, RecordHonour { award, serial: Some(given.serial.clone()) }).await?;
            }
            Task::Confirm(n) => {
                clerk.send(political, 1, ConfirmHonour { honour: honour(self.given(n)?) }).await?;
            }
            Task::Correct(n) => {
                let given = self.given(n)?;
                let award = self.award(given, clerk, false).await?;
                let (reason, authority) = ("名次误填（演示）".to_owned(), "政治部核对单（演示）".to_owned());
                clerk.send(self.recorder(given)?, 1, CorrectHonour { honour: honour(given), award, reason, authority }).await?;
            }
            Task::Withdraw(n) => {
                let (reason, authority) = ("核查发现不是本局作品（演示）".to_owned(), "督察核查通报（演示）".to_owned());
                clerk.send(political, 1, WithdrawHonour { honour: honour(self.given(n)?), reason, authority }).await?;
            }
            Task::Revoke(n) => {
                let (reason, authority) = ("组委会撤销奖项（演示）".to_owned(), "组委会通报（演示）".to_owned());
                let command = RevokeHonour { honour: honour(self.given(n)?), revoked_on: today, reason, authority };
                clerk.send(political, 1, command).await?;
            }
            Task::Refuse(n) => self.refused(n, clerk).await?,
        }
        Ok(())
    }

    fn work(&self, number: usize) -> Result<&Made, DemoError> {
        self.honours.works.get(number).ok_or(DemoError::Lost("a work"))
    }

    fn given(&self, number: usize) -> Result<&Given, DemoError> {
        self.honours.given.get(number).ok_or(DemoError::Lost("an honour"))
    }

    /// Who keeps the record of a work.
    fn keeper(&self, made: &Made) -> &Actor {
        self.world.actors.recorder(made.units.first().copied().unwrap_or(0))
    }

    /// Who writes an honour down: of a work who keeps the work's record, of anything else the publicity desk.
    fn recorder(&self, given: &Given) -> Result<&Actor, DemoError> {
        Ok(match &given.goes {
            Goes::Work { work, .. } if self.work(*work)?.units.len() == 1 => self.keeper(self.work(*work)?),
            _ => &self.world.actors.publicity,
        })
    }

    fn entered(&self, made: &Made) -> Result<EnterWork, DemoError> {
        Ok(EnterWork {
            title: made.title.clone(),
            measure: made.measure,
            theme: made.theme,
            created_on: self.world.days.day(made.on),
            units: self.world.paths(made.units.get(..1).unwrap_or_default())?,
            authors: Vec::new(),
            serial: None,
            remark: Some(LABEL.to_owned()),
        })
    }

    /// The award with its paper; with `mistaken`, a place that is not the one on the paper.
    async fn award(&self, given: &Given, clerk: &mut Clerk<'_>, mistaken: bool) -> Result<AwardForm, DemoError> {
        let on = self.world.days.day(given.on);
        let number = Some(format!("演示〔{}〕{}号", on.year(), given.serial));
        let mut form = match &given.goes {
            Goes::Listed { line, unit, people } => {
                let mut form = AwardForm::new(line.kind, line.issuer, line.title, line.level, on, None);
                form.contest = line.contest.map(str::to_owned);
                (form.place, form.edition, form.year, form.claim) = (line.place, line.edition, line.year, line.claim);
                form.project = line.project.map(|(title, kind)| Project { kind, title: title.to_owned() });
                if people.is_empty() {
                    form.units = self.world.paths(&[*unit])?;
                } else {
                    form.people = people.iter().map(|p| self.world.id(*p)).collect::<Result<_, _>>()?;
                }
                form
            }
            Goes::Work { work, level, contest, place } => {
                let title = match place {
                    1 => "一等奖",
                    2 => "二等奖",
                    _ => "三等奖",
                };
                let mut form = AwardForm::new(HonourKind::Prize, "演示征集活动组委会", title, *level, on, None);
                (form.place, form.contest) = (Some(*place), Some(contest.clone()));
                form.work = Some(id(self.work(*work)?));
                form
            }
        };
        let text = format!("授予机关：{}\n名称：{}\n日期：{on}\n编号：{}", form.issuer, form.title, given.serial);
        form.document = Some(paper(clerk, &text, number).await?);
        form.remark = Some(LABEL.to_owned());
        if mistaken {
            form.place = form.place.map(|place| place + 1);
        }
        Ok(form)
    }

    /// What people try and may not: each of the four in turn.
    async fn refused(&self, number: usize, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
        let given = self.given(number)?;
        let by = self.recorder(given)?;
        let mut award = self.award(given, clerk, false).await?;
        let again = Some(format!("{}-又", given.serial));
        match number / 9 % 4 {
            0 => {
                award.document = None;
                let why = ("没有证明文件就登记荣誉", "an honour without its paper");
                clerk.send_refused(by, why, RecordHonour { award, serial: again }).await
            }
            1 => {
                let why = ("同一荣誉换个编号再登记", "the same honour under another serial");
                clerk.send_refused(by, why, RecordHonour { award, serial: again }).await
            }
            2 => {
                (award.kind, award.claim, award.place) = (HonourKind::FirstOrOnly, Some(nc_honour::roll::ClaimWord::First), None);
                "鄂尔多斯市公安局".clone_into(&mut award.issuer);
                let why = ("以本局自己的文件自称首家", "the first of its kind by the bureau's own paper");
                clerk.send_refused(by, why, RecordHonour { award, serial: again }).await
            }
            _ => {
                let why = ("无核验权限的登记人自行核验", "who recorded it confirms it");
                clerk.send_refused(by, why, ConfirmHonour { honour: honour(given) }).await
            }
        }
    }
}

fn id(made: &Made) -> WorkId {
    WorkId::of_serial(&made.title)
}

/// Id of an honour.
pub(crate) fn honour(given: &Given) -> HonourId {
    HonourId::of_serial(&given.serial)
}
