//! How a base stands in its book.

use nc_kernel::Need;
use nc_people::access::Action;
use nc_people::sheet::{AskKind, Label, Line, Listed, Row, Sheet, Sheeted, Shown, Step, Viewing, Word, label};

use super::command::{CloseBase, OpenBase, SetEquipment, SetVenue};
use super::model::{BaseKind, VenueKind};
use super::state::Base;
use crate::training::Bookings;
use crate::training::model::Resource;
use crate::training::what_if::room_item;

const ON: Label = label("日期", "On");
const NAME: Label = label("名称", "Name");
const KIND: Label = label("类型", "Type");
const ITEM: Label = label("装备", "Equipment");
const QUANTITY: Label = label("数量", "Quantity");
/// How many days of bookings a sheet shows.
const AHEAD: i64 = 14;

impl Listed for Base {
    const LIST: &'static str = "base";
    const ONE: Label = label("基地", "base");
    const MANY: Label = label("训练基地与实战中心", "bases and practical centres");
    const STATES: &'static [Word] = &[Word::new("open", "在用", "in use"), Word::new("closed", "停用", "closed")];
    const UNFINISHED: &'static [&'static str] = &[];
    const OFF: &'static [&'static str] = &["closed"];
    const KINDS: &'static [Word] = BaseKind::WORDS;
    const COUNTS: Option<Label> = Some(label("场地", "Venues"));

    fn line(&self) -> Option<Line> {
        let head = self.head()?;
        Some(Line {
            since: head.seq,
            id: head.id.0,
            serial: head.serial.clone(),
            title: head.title.clone(),
            kind: head.kind.word(),
            state: if self.closed().is_some() { "closed" } else { "open" },
            organisers: vec![head.unit.clone()],
            starts_on: head.from,
            ends_on: self.closed().unwrap_or(head.from),
            marks: self.venues().count(),
        })
    }
}

impl Sheeted for Base {
    const INITIATIVE: &'static str = "support";
    const PAPERS: &'static [Label] = &[label("训练场地台账", "Register of venues"), label("装备器材台账", "Register of equipment")];
    const FACTS: &'static [Word] = &[
        Word::new("base.opened.v1", "启用", "opened"),
        Word::new("base.venue_set.v1", "设定场地", "venue set"),
        Word::new("base.equipment_set.v1", "设定装备", "equipment set"),
        Word::new("base.closed.v1", "停用", "closed"),
    ];

    fn reads(&self) -> Vec<Need> {
        vec![Need::only::<Bookings>()]
    }

    fn sheet(&self, view: &Viewing<'_>) -> Sheet {
        let mut sheet = Sheet::default();
        let Some(head) = self.head() else { return sheet };
        let today = view.now.day();
        let manages = view.may(Action::ManageSupport, &head.unit) && self.closed().is_none();
        let step = |step: Step| step.fix("base", head.id.to_string());
        let dated = |step: Step| step.ask("on", ON, AskKind::Day).preset(today);
        const COLUMNS: &[Label] = &[NAME, KIND, label("座位", "Seats"), label("床位", "Beds")];
        let venues = self.venues().map(|venue| {
            let change = manages.then(|| {
                let change = step(Step::of::<SetVenue>(label("变更", "Change")).about(&venue.name))
                    .fix("name", venue.name.clone())
                    .fix("kind", venue.kind.word())
                    .ask("capacity", label("座位", "Seats"), AskKind::Count)
                    .preset(venue.capacity)
                    .ask("beds", label("床位", "Beds"), AskKind::Count)
                    .preset(venue.beds);
                dated(change)
            });
            let (seats, beds) = (Shown::Count(i64::from(venue.capacity)), Shown::Count(i64::from(venue.beds)));
            Row::of([Shown::text(&venue.name), Shown::Label(venue.kind.label()), seats, beds]).with(change)
        });
        sheet.table(label("场地", "Venues"), COLUMNS, venues);
        const STOCK: &[Label] = &[ITEM, QUANTITY];
        let stock = self.equipment().map(|(item, quantity)| Row::of([Shown::text(item), Shown::Count(i64::from(quantity))]));
        sheet.table(ITEM, STOCK, stock);
        const BOOKED: &[Label] = &[ON, NAME, label("时段", "Time")];
        let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
        let booked = view.states.only::<Bookings>().into_iter().flat_map(|booked| {
            let days = (0..AHEAD).map(|n| today.plus_days(n));
            days.flat_map(move |day| self.venues().map(move |venue| (day, venue))).flat_map(move |(day, venue)| {
                let room = Resource::Room(room_item(&head.unit, &venue.name));
                let row = move |slot: &crate::training::state::Slot| {
                    let time = format!("{}–{}", clock(slot.starts_minute), clock(slot.ends_minute));
                    Row::of([Shown::Day(day), Shown::text(&venue.name), Shown::text(time)])
                };
                booked.slots(&room, day).iter().map(row).collect::<Vec<_>>()
            })
        });
        sheet.table(label("今后两周的预订", "Bookings of the next two weeks"), BOOKED, booked);
        if manages {
            let venue = Step::of::<SetVenue>(label("增加场地", "Add a venue"))
                .ask("name", NAME, AskKind::Text)
                .ask("kind", KIND, AskKind::Word(VenueKind::WORDS))
                .ask("capacity", label("座位", "Seats"), AskKind::Count)
                .ask("beds", label("床位", "Beds"), AskKind::Count)
                .preset(0);
            let equipment = Step::of::<SetEquipment>(label("设定装备", "Set equipment")).ask("item", ITEM, AskKind::Text).ask(
                "quantity",
                QUANTITY,
                AskKind::Count,
            );
            let close = Step::of::<CloseBase>(label("停用", "Close")).ask("reason", label("理由", "Reason"), AskKind::Text).grave();
            sheet.steps.extend([venue, equipment, close].map(|each| dated(step(each))));
        }
        sheet
    }

    fn begin(view: &Viewing<'_>) -> Vec<Step> {
        let open = || {
            Step::of::<OpenBase>(label("登记基地", "Record a base"))
                .ask("serial", label("编号", "Serial"), AskKind::Text)
                .ask("title", NAME, AskKind::Text)
                .ask("kind", KIND, AskKind::Word(BaseKind::WORDS))
                .ask("unit", label("单位", "Unit"), AskKind::Unit(Some(Action::ManageSupport)))
                .ask("on", label("启用日", "Since"), AskKind::Day)
                .preset(view.now.day())
        };
        view.may_somewhere(Action::ManageSupport).then(open).into_iter().collect()
    }
}

#[cfg(test)]
#[test]
fn the_book_knows_every_word() {
    use super::model::{BaseKind, VenueKind};
    let words = |all: &[Word]| all.iter().map(|word| word.word).collect::<Vec<_>>();
    assert_eq!(words(BaseKind::WORDS), BaseKind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>());
    assert_eq!(words(VenueKind::WORDS), VenueKind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>());
}
