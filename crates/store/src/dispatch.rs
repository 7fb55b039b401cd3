//! Commands by name: how JSON (from the API, or from `nuancheng record`) becomes a command.

use nc_capability::{
    base, certificate, claim, contest, exercise, flight, innovation, instructor, internship, laboratory, readiness, talent, training,
};
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
    training::command::ConfirmCheckIns,
    training::command::AppealScore,
    training::command::DecideAppeal,
    instructor::command::ProposeInstructor,
    instructor::command::CertifyInstructor,
    instructor::command::AppointInstructor,
    instructor::command::WithdrawInstructor,
    claim::command::ClaimTraining,
    claim::command::DecideClaim,
    certificate::command::IssueCertificates,
    certificate::command::VoidCertificate,
    certificate::command::ReissueCertificate,
    readiness::command::SetRequirement,
    readiness::command::BindPeople,
    readiness::command::ReleasePerson,
    readiness::command::IssueCredential,
    readiness::command::RevokeCredential,
    readiness::command::ExemptPerson,
    readiness::command::RequestExemption,
    readiness::command::DecideExemption,
    readiness::command::EndExemption,
    internship::command::OpenBatch,
    internship::command::ExtendBatch,
    internship::command::CloseBatch,
    internship::command::EnterStudents,
    internship::command::ImportRoster,
    internship::command::AllocatePlacement,
    internship::command::ConfirmArrival,
    internship::command::StartWork,
    internship::command::TransferPlacement,
    internship::command::ChangeMentors,
    internship::command::KeepLog,
    internship::command::RecordVisit,
    internship::command::EvaluateIntern,
    internship::command::AppraisePlacement,
    internship::command::TerminatePlacement,
    internship::command::GradePlacement,
    internship::command::CertifyPlacement,
    internship::command::CorrectStay,
    internship::command::WithdrawPlacement,
    internship::command::ProposeMentorAward,
    internship::command::ConfirmMentorAward,
    internship::command::DeclineMentorAward,
    internship::command::RevokeMentorAward,
    exercise::command::PlanExercise,
    exercise::command::NameProgramme,
    exercise::programme::SetUpProgramme,
    exercise::programme::AddDue,
    exercise::programme::DropDue,
    exercise::programme::CloseProgramme,
    exercise::programme::StrikeProgramme,
    exercise::command::SetTeams,
    exercise::command::AppointPeople,
    exercise::command::ReleasePerson,
    exercise::command::SetObjectives,
    exercise::command::WriteScenario,
    exercise::command::LockScenario,
    exercise::command::TurnClock,
    exercise::command::SetSpeed,
    exercise::command::ReleaseInject,
    exercise::command::SkipInject,
    exercise::command::AddInject,
    exercise::command::AddRun,
    exercise::command::Observe,
    exercise::command::RateTask,
    exercise::command::OverrideObjective,
    exercise::command::HoldHotwash,
    exercise::command::AdvanceReport,
    exercise::command::SetAction,
    exercise::command::FinishAction,
    exercise::command::VerifyAction,
    exercise::command::RecordDrill,
    exercise::command::StrikeExercise,
    base::command::OpenBase,
    base::command::SetVenue,
    base::command::SetEquipment,
    base::command::CloseBase,
    laboratory::command::FoundLaboratory,
    laboratory::command::BeginAccreditation,
    laboratory::command::AdvanceAccreditation,
    laboratory::command::FindNonconformity,
    laboratory::command::CloseNonconformity,
    laboratory::command::GrantAccreditation,
    laboratory::command::PassSurveillance,
    laboratory::command::SuspendAccreditation,
    laboratory::command::ReinstateAccreditation,
    laboratory::command::WithdrawAccreditation,
    laboratory::command::RegisterInstrument,
    laboratory::command::CalibrateInstrument,
    laboratory::command::RecordProficiency,
    laboratory::command::RequestTest,
    flight::command::SetCurrency,
    flight::command::LicenseOperator,
    flight::command::SuspendLicence,
    flight::command::RestoreLicence,
    flight::command::RegisterAircraft,
    flight::command::RecordAirworthiness,
    flight::command::RecordInsurance,
    flight::command::RetireAircraft,
    flight::command::LogFlight,
    flight::command::AssignMission,
    contest::SetUpContest,
    contest::PutDiscipline,
    contest::SeatPanel,
    contest::Enter,
    contest::DrawCodes,
    contest::RecordAttempt,
    contest::GiveScore,
    contest::GrantExtraTime,
    contest::Recuse,
    contest::SignScores,
    contest::WaiveSignature,
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
    talent::people::command::OpenProfile,
    talent::people::command::StageProfile,
    talent::people::command::CloseProfile,
    talent::people::command::BeginApprenticeship,
    talent::people::command::LookAtApprenticeship,
    talent::people::command::EndApprenticeship,
    talent::command::ProposeStudio,
    talent::command::JudgeStudio,
    talent::command::NameStudio,
    talent::command::JoinStudio,
    talent::command::LeaveStudio,
    talent::command::SetStudioTask,
    talent::command::CompleteStudioTask,
    talent::command::LookAtStudio,
    talent::command::WithdrawStudio,
    talent::command::OpenFund,
    talent::command::AllotBudget,
    talent::command::AwardSubsidy,
    talent::command::ApproveSubsidy,
    talent::command::PaySubsidy,
    talent::command::ReturnSubsidy,
    talent::command::ReverseOperation,
    talent::command::CloseFund,
    talent::policy::command::AdoptPolicy,
    talent::policy::command::EndPolicy,
    innovation::command::ProposeProject,
    innovation::command::MoveProject,
    innovation::command::AdoptProject,
    innovation::command::ReferToHonour,
];
