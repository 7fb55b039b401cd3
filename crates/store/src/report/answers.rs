//! Answering a template's questions in one view of one commit.

use nc_figures::Catalogue;
use nc_figures::report::{Answered, Asked, Document, Rendered, Setting, Template, row_set_hash, rules};
use nc_kernel::Refused;

use crate::Store;
use crate::db::Snapshot;
use crate::error::StoreError;
use crate::figures::{Evidence, Question};

impl Store {
    /// Every question answered from its rows, which the store asserts to be what cells say.
    async fn answers(&self, view: &mut Snapshot, asked: &[Asked]) -> Result<Vec<Answered>, StoreError> {
        let mut answers: Vec<Answered> = Vec::with_capacity(asked.len());
        for (position, question) in asked.iter().enumerate() {
            // A figure that is named twice is counted once.
            let before = asked.iter().zip(&answers).take(position).find(|(a, _)| *a == question).map(|(_, answer)| answer.clone());
            let answer = match before {
                Some(answer) => answer,
                None => {
                    let question = Question {
                        definition: question.definition.clone(),
                        unit: question.unit.clone(),
                        period: question.period,
                        known_on: None,
                    };
                    answered(self.evidence_in(view, &question).await?)
                }
            };
            answers.push(answer);
        }
        Ok(answers)
    }

    /// The document of a template with the figures as they are now, and every problem of it.
    pub(super) async fn rendered(&self, view: &mut Snapshot, template: &Template, setting: &Setting) -> Result<Rendered, StoreError> {
        let catalogue: Catalogue = self.published.catalogue();
        let asked = template.questions(&catalogue, setting)?;
        let answers = self.answers(view, &asked).await?;
        Ok(template.render(&catalogue, setting, (&asked, &answers)))
    }

    /// The document, refused with every problem when it has any.
    pub(super) async fn sound(&self, view: &mut Snapshot, template: &str, setting: &Setting) -> Result<Document, StoreError> {
        let rendered = self.rendered(view, &Template::parse(template)?, setting).await?;
        Refused::unless_empty(rendered.problems)?;
        Ok(rendered.document)
    }
}

pub(super) fn answered(evidence: Evidence) -> Answered {
    Answered {
        rows: evidence.parts.iter().map(|rows| rows.len() as u64).sum(),
        row_hash: row_set_hash(&evidence.parts),
        value: evidence.value,
    }
}

/// The report does not exist, or not for the one who asks.
pub(super) fn unknown() -> StoreError {
    StoreError::Refused(rules::UNKNOWN.refuse().into())
}
