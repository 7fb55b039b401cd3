//! What the demonstration's contests show: totals of units, points by difficulty, and scores that were signed.

use nc_capability::contest::{Contest, ContestId, Scoring, Signer, signing};
use nc_people::Action;
use nc_store::Reader;

use crate::bureau::Bureau;

impl Bureau {
    /// The contests of one template, year by year, that were published.
    async fn held(&self, key: &str) -> Vec<(ContestId, Contest, nc_capability::contest::Codes)> {
        let political = self.actor("demo-political").await;
        let scopes = self.store.scopes(&political, Action::ReadRows);
        let mut held = Vec::new();
        for year in self.options.first_day.year()..=self.options.last_day.year() {
            let id = ContestId::of_serial(&format!("YS-BW-{year}-{key}"));
            if let Some((contest, Some(codes))) = self.store.contest(&scopes, id).await.unwrap()
                && contest.shown().published().is_some()
            {
                held.push((id, contest, codes));
            }
        }
        assert!(!held.is_empty(), "{key} was held");
        held
    }

    pub async fn contests_show_what_they_have(&self) {
        let leader = self.actor("demo-leader").await;
        let reader = Reader::new(leader.clone(), |action| self.store.scopes(&leader, action));
        for (id, ..) in self.held("marksmanship").await {
            let board = self.store.contest_board(&reader, id).await.unwrap().unwrap().board;
            let with_totals = board.disciplines.iter().filter(|discipline| discipline.discipline.team_best > 0);
            for discipline in with_totals.clone() {
                assert!(!discipline.units.is_empty(), "{} has totals of units", discipline.discipline.title);
            }
            assert_eq!(with_totals.count(), 2);
        }
        for (_, contest, codes) in self.held("forensics").await {
            let live = contest.live();
            let disciplines = &contest.head().unwrap().disciplines;
            let by_difficulty = disciplines.iter().find(|discipline| discipline.scoring == Scoring::Tasks).unwrap();
            let lines = nc_capability::contest::board::lines(live, &codes, by_difficulty);
            assert!(lines.iter().any(|line| line.value.is_some_and(|value| value > 0)));
            let signed = disciplines.iter().find(|discipline| discipline.signed == Signer::ALL).unwrap();
            let sheets = signing::sheets(live, signed);
            assert!(sheets.len() > 3 && signing::missing(live, &codes, signed, Signer::ALL).is_empty());
            let given = || sheets.iter().flat_map(|(code, round)| live.signatures().given(code, *round));
            assert_eq!((given().filter(|one| one.waived.is_some()).count(), given().filter(|one| one.objection.is_some()).count()), (1, 1));
            assert_eq!(live.appeals().len(), 1, "what was objected to is an appeal");
        }
    }
}
