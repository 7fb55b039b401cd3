//! Two key forensic laboratories and a drug laboratory of the second grade, from application to certificate.

use nc_capability::laboratory::command::{
    AdvanceAccreditation, BeginAccreditation, CalibrateInstrument, CloseNonconformity, FindNonconformity, FoundLaboratory,
    GrantAccreditation, PassSurveillance, RecordProficiency, RegisterInstrument, RequestTest,
};
use nc_capability::laboratory::{LaboratoryId, ScopeItem, Stage};
use nc_kernel::Day;

use crate::clerk::Clerk;
use crate::days::Days;
use crate::error::DemoError;
use crate::honour_desk::paper;
use crate::places::zh_labelled;
use crate::world::World;

/// Serial, name, unit, scheme, grade, item, instrument. What the bureau published: two key forensic laboratories and one
/// drug laboratory of the second grade.
const LABORATORIES: [[&str; 7]; 3] = [
    ["SYS-1", "法医物证实验室", "刑事侦查支队", "key_forensic", "", "人血种属与个体识别", "基因分析仪"],
    ["SYS-2", "痕迹检验实验室", "刑事侦查支队", "key_forensic", "", "手印鉴定", "比对显微镜"],
    ["SYS-3", "毒品检验实验室", "毒品检验鉴定中心", "drug", "二级", "缴获物中毒品检验", "液相色谱仪"],
];
/// Code of the only item each of them has.
const ITEM: &str = "XM-01";

#[derive(Debug, Clone, Copy)]
pub(crate) enum Task {
    Found(usize),
    Find(usize),
    Close(usize),
    Grant(usize),
    Calibrate(usize),
    Surveillance(usize),
    Proficiency(usize),
    Request(usize, usize),
    Refuse(usize),
}

/// What falls due when.
pub(crate) fn plan(days: &Days) -> Vec<(i32, Task)> {
    let mut out = Vec::new();
    for lab in 0..LABORATORIES.len() {
        let grant = 120;
        out.extend([(0, Task::Found(lab)), (60, Task::Find(lab)), (90, Task::Close(lab)), (grant, Task::Grant(lab))]);
        out.extend((0..=days.last / 350).map(|year| (10 + year * 350, Task::Calibrate(lab))));
        out.extend((1..=(days.last - grant) / 360).map(|year| (grant + year * 355, Task::Surveillance(lab))));
        out.extend((1..=days.last / 365).map(|year| (year * 365 - 100, Task::Proficiency(lab))));
        let months = usize::try_from((days.last - grant) / 30).unwrap_or(0);
        out.extend((1..months).map(|month| (grant + 30 * i32::try_from(month).unwrap_or(0), Task::Request(lab, month))));
        out.push((grant + 40, Task::Refuse(lab)));
    }
    out
}

/// Records one of them.
pub(crate) async fn record(task: Task, on: Day, world: &World, clerk: &mut Clerk<'_>) -> Result<(), DemoError> {
    let (Task::Found(lab)
    | Task::Find(lab)
    | Task::Close(lab)
    | Task::Grant(lab)
    | Task::Calibrate(lab)
    | Task::Surveillance(lab)
    | Task::Proficiency(lab)
    | Task::Request(lab, _)
    | Task::Refuse(lab)) = task;
    let [serial, name, unit, scheme, level, title, apparatus] = *LABORATORIES.get(lab).ok_or(DemoError::Lost("a laboratory"))?;
    let (number, place) = world.places.iter().find(|(_, place)| place.zh == unit).ok_or(DemoError::Lost("the unit of a laboratory"))?;
    let (laboratory, actor, accreditation) = (LaboratoryId::of_serial(serial), &world.actors.political, 1);
    let (item, instrument_serial) = (ITEM.to_owned(), "YQ-01".to_owned());
    match task {
        Task::Found(_) => {
            let (serial, unit) = (serial.to_owned(), place.path.clone());
            clerk.send(actor, 1, FoundLaboratory { serial, title: zh_labelled(name), unit, on }).await?;
            let (instrument, calibration_months) = (instrument_serial.clone(), 12);
            clerk
                .send(actor, 1, RegisterInstrument { laboratory, instrument, title: zh_labelled(apparatus), calibration_months, on })
                .await?;
            let scope = vec![ScopeItem { code: item, instruments: vec![instrument_serial], title: zh_labelled(title) }];
            let level = Some(level.to_owned()).filter(|level| !level.is_empty());
            clerk.send(actor, 1, BeginAccreditation { laboratory, scheme: scheme.to_owned(), level, scope, on }).await?;
            for to in [Stage::Applied, Stage::DocumentReview, Stage::OnSite] {
                clerk.send(actor, 1, AdvanceAccreditation { laboratory, accreditation, to, on }).await?;
            }
        }
        Task::Find(_) => {
            // The first keeps the records and looks whether it was put right.
            let [_, owner] = world.staff.steady(number);
            let owner = world.id(owner.ok_or(DemoError::Lost("who leads a laboratory's unit"))?)?;
            let (title, due) = (zh_labelled("期间核查记录不全"), on.plus_days(40));
            clerk.send(actor, 1, FindNonconformity { laboratory, accreditation, title, owner, due, on }).await?;
        }
        Task::Close(_) => {
            let evidence = paper(clerk, &format!("{name}：不符合项整改材料"), None).await?;
            let verifier = world.actors.recorder(place.top);
            clerk.send(verifier, 1, CloseNonconformity { laboratory, accreditation, nonconformity: 1, evidence, on }).await?;
        }
        Task::Grant(_) => {
            let certificate = paper(clerk, &format!("{name}：评审通过"), Some(format!("评审〔{}〕{}号", on.year(), lab + 1))).await?;
            clerk.send(actor, 1, GrantAccreditation { laboratory, accreditation, certificate, on }).await?;
        }
        Task::Calibrate(_) => {
            let certificate = format!("JZ-{}-{}", on.year(), lab + 1);
            clerk.send(actor, 1, CalibrateInstrument { laboratory, instrument: instrument_serial, certificate, on }).await?;
        }
        Task::Surveillance(_) => {
            clerk.send(actor, 1, PassSurveillance { laboratory, accreditation, on }).await?;
        }
        Task::Proficiency(_) => {
            let programme = zh_labelled(&format!("{}年能力验证", on.year()));
            clerk.send(actor, 1, RecordProficiency { laboratory, item, programme, satisfactory: true, on }).await?;
        }
        Task::Request(_, month) => {
            let (number, client) = (format!("WT-{}-{month}", lab + 1), place.path.clone());
            clerk.send(actor, 1, RequestTest { laboratory, item, number, client, on }).await?;
        }
        Task::Refuse(_) => {
            let why = ("范围以外的委托不受理", "a request outside scope is not accepted");
            let (number, client) = (format!("WT-{}-X", lab + 1), place.path.clone());
            clerk.send_refused(actor, why, RequestTest { laboratory, item: "XM-99".to_owned(), number, client, on }).await?;
        }
    }
    Ok(())
}
