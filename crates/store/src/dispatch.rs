//! Commands by name: how JSON (from the API, or from `nuancheng record`) becomes a command.

use nc_capability::{contest, readiness, training};
use nc_honour::{culture, role_model, roll};
use nc_kernel::Actor;
use nc_organisation::{branch, study};
use nc_people::command::Command;
use nc_people::commands as people;
use serde::de::DeserializeOwned;

use crate::Store;
use crate::error::StoreError;
use crate::limited::Limited;
use crate::receipts::Receipt;
use crate::recounting::RecordRecount;
use crate::tokens::{TokenBearer, TokenLimits};
use crate::wordings::ChooseWording;

/// Something done with the type of each command: reading its shape from the same code that reads its fields.
pub trait EachCommand {
    /// Is told of one command.
    fn command<C: Command + DeserializeOwned>(&mut self);
}

/// Lists every command once; each line becomes a name that can be asked for.
macro_rules! commands {
    ($($command:ty),+ $(,)?) => {
        /// The name of every command, in the order they are listed.
        #[must_use]
        pub fn names() -> Vec<&'static str> {
            vec![$(<$command as Command>::NAME),+]
        }

        /// Tells `each` of every command, in the order they are listed.
        pub fn each(each: &mut impl EachCommand) {
            $(each.command::<$command>();)+
        }

        impl Store {
            /// As [`Store::execute_named`], held to what a token may.
            ///
            /// # Errors
            /// As [`Store::execute_named`].
            pub async fn execute_named_within(&self, bearer: &TokenBearer, key: impl Into<String>, name: &str, input: serde_json::Value) -> Result<Receipt, StoreError> {
                let actor = Actor { user: bearer.user };
                if bearer.limits == TokenLimits::NONE {
                    return self.execute_named(&actor, key, name, input).await;
                }
                $(if name == <$command as Command>::NAME {
                    let command = Limited { command: read::<$command>(name, input)?, limits: bearer.limits.clone() };
                    return self.execute(&actor, key, command).await;
                })+
                Err(StoreError::Unusable(format!("there is no command `{name}`; commands are {}", names().join(", "))))
            }

            /// Carries out the command called `name` with the fields of `input`.
            ///
            /// # Errors
            /// [`StoreError::Unusable`] for an unknown name or a field that does not fit, naming it; otherwise as
            /// [`Store::execute`].
            pub async fn execute_named(&self, actor: &Actor, key: impl Into<String>, name: &str, input: serde_json::Value) -> Result<Receipt, StoreError> {
                $(if name == <$command as Command>::NAME {
                    return self.execute(actor, key, read::<$command>(name, input)?).await;
                })+
                Err(StoreError::Unusable(format!("there is no command `{name}`; commands are {}", names().join(", "))))
            }
        }
    };
}

fn read<T: DeserializeOwned>(name: &str, input: serde_json::Value) -> Result<T, StoreError> {
    serde_json::from_value(input).map_err(|e| StoreError::Unusable(format!("{name}: {e}")))
}

commands![
    ChooseWording,
    RecordRecount,
    people::EstablishUnit,
    people::RenameUnit,
    people::DissolveUnit,
    people::RegisterPerson,
    people::RegisterPeople,
    people::TransferPerson,
    people::ChangeKind,
    people::LeaveService,
    people::ReturnToService,
    people::AssignPost,
    people::EndPost,
    people::ApproveLeave,
    people::CancelLeave,
    people::CorrectRecord,
    people::WithdrawRecord,
    people::ErasePerson,
    people::CreateUser,
    people::CloseUser,
    people::GrantRole,
    people::RevokeRole,
    branch::FormBranch,
    branch::DissolveBranch,
    branch::JoinBranch,
    branch::LeaveBranch,
    training::command::DraftPlan,
    training::command::ApprovePlan,
    training::command::AmendPlan,
    training::command::PlanClass,
    training::command::OpenClass,
    training::command::ScheduleSession,
    training::command::HoldSession,
    training::command::CancelSession,
    training::command::SetStock,
    training::command::Enrol,
    training::command::Withdraw,
    training::command::MarkAttendance,
    training::command::ImportRoster,
    training::command::CorrectMark,
    training::command::ProvideClass,
    training::command::RecordAssessment,
    training::command::CorrectScore,
    training::command::CloseClass,
    training::command::CancelClass,
    training::command::RecordHeld,
    readiness::command::SetRequirement,
    readiness::command::BindPeople,
    readiness::command::ReleasePerson,
    readiness::command::IssueCredential,
    readiness::command::RevokeCredential,
    readiness::command::ExemptPerson,
    contest::SetUpContest,
    contest::SeatPanel,
    contest::Enter,
    contest::DrawCodes,
    contest::RecordAttempt,
    contest::GiveScore,
    contest::Recuse,
    contest::LockScores,
    contest::LookUpCode,
    contest::AskUnseal,
    contest::Unseal,
    contest::SanctionEntry,
    contest::PublishResults,
    contest::Appeal,
    contest::DecideAppeal,
    contest::FreezeBoard,
    contest::UnfreezeBoard,
    contest::NominateUp,
    study::PublishSource,
    study::ClearSource,
    study::DropSource,
    study::HoldMeeting,
    study::CloseMeeting,
    study::AssignFollowUp,
    study::ReportFollowUp,
    study::VerifyFollowUp,
    study::PublishTopic,
    study::RecordBranchStudy,
    study::ExemptBranch,
    study::RecordStaffStudy,
    study::WithdrawBranchStudy,
    study::WithdrawStaffStudy,
    study::PlanRun,
    study::OpenRun,
    study::HoldSitting,
    study::MarkAttendance,
    study::ImportRoster,
    study::CloseRun,
    study::ArchiveRun,
    study::CancelRun,
    study::CorrectMark,
    study::RecordHeld,
    roll::RecordHonour,
    roll::ConfirmHonour,
    roll::CorrectHonour,
    roll::WithdrawHonour,
    roll::RevokeHonour,
    roll::EnterWork,
    roll::ShareWork,
    roll::AddWorkVersion,
    roll::PublishWork,
    roll::WithdrawWork,
    role_model::Nominate,
    role_model::PublishNomination,
    role_model::RaiseObjection,
    role_model::AnswerObjection,
    role_model::ConcludeNomination,
    role_model::PutModelForward,
    role_model::PlaceHold,
    role_model::LiftHold,
    culture::RecordEvent,
    culture::WithdrawEvent,
    culture::PublishIssue,
    culture::WithdrawIssue,
];
