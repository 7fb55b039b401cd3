//! 内勤: hands commands to the store, many at a time, in one order.
//!
//! The writer gives ids and salts out in the order in which commands arrive, and seals personal values when it commits.
//! So that the ledger is the same each time, commands arrive in the order of [`Clerk::send`], and never two with
//! personal values at once ([`Clerk::send_alone`]).

use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

use nc_kernel::{Actor, FixedClock, Micros};
use nc_people::command::Command;
use nc_store::{Receipt, Store, StoreError};

use crate::error::DemoError;
use crate::summary::RefusedOnPurpose;

/// Facts on their way to the writer at a time: enough to fill its groups, few enough to stay small in memory.
const IN_FLIGHT: usize = 2_500;

type Answer = Result<Receipt, StoreError>;

struct Waiting {
    ticket: Ticket,
    command: &'static str,
    weight: usize,
    answer: Option<Answer>,
    future: Pin<Box<dyn Future<Output = Answer> + Send>>,
}

/// Names a command that was sent, to ask later where its facts lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Ticket(usize);

/// Sends commands.
pub(crate) struct Clerk<'a> {
    /// Where to.
    pub store: Store,
    clock: &'a FixedClock,
    progress: &'a mut dyn FnMut(u64, u64),
    waiting: VecDeque<Waiting>,
    weight: usize,
    firsts: Vec<u64>,
    done: u64,
    /// Facts expected in all.
    pub total: u64,
    /// What was refused as it had to be.
    pub refused: Vec<RefusedOnPurpose>,
}

impl<'a> Clerk<'a> {
    /// A clerk of `store`, which tells the time by `clock`.
    pub fn new(store: &Store, clock: &'a FixedClock, progress: &'a mut dyn FnMut(u64, u64)) -> Self {
        Self {
            store: store.clone(),
            clock,
            progress,
            waiting: VecDeque::new(),
            weight: 0,
            firsts: Vec::new(),
            done: 0,
            total: 0,
            refused: Vec::new(),
        }
    }

    /// Lets it become `moment`, after everything before was recorded. Time never runs backwards.
    pub async fn at(&mut self, moment: Micros) -> Result<(), DemoError> {
        self.settle().await?;
        self.clock.set(moment.max(self.store.now()));
        Ok(())
    }

    /// Sends a command of about `rows` facts; waits only when much is on its way.
    pub async fn send<C: Command>(&mut self, actor: &Actor, rows: usize, command: C) -> Result<Ticket, DemoError> {
        let ticket = Ticket(self.firsts.len());
        self.firsts.push(0);
        let (store, actor, key) = (self.store.clone(), actor.clone(), key(ticket));
        let future: Pin<Box<dyn Future<Output = Answer> + Send>> =
            Box::pin(tokio::task::unconstrained(async move { store.execute(&actor, key, command).await }));
        let weight = rows.max(1);
        self.weight += weight;
        self.waiting.push_back(Waiting { ticket, command: C::NAME, weight, answer: None, future });
        if self.weight > IN_FLIGHT {
            self.settle().await?;
        }
        Ok(ticket)
    }

    /// Sends a command that holds personal values, and waits until it was recorded.
    pub async fn send_alone<C: Command>(&mut self, actor: &Actor, rows: usize, command: C) -> Result<Ticket, DemoError> {
        let ticket = self.send(actor, rows, command).await?;
        self.settle().await?;
        Ok(ticket)
    }

    /// Sends a command that must be refused, and notes with which codes.
    pub async fn send_refused<C: Command>(&mut self, actor: &Actor, why: (&str, &str), command: C) -> Result<(), DemoError> {
        self.settle().await?;
        let ticket = Ticket(self.firsts.len());
        self.firsts.push(0);
        match self.store.execute(actor, key(ticket), command).await {
            Err(StoreError::Refused(refused)) => {
                let codes = refused.codes();
                self.refused.push(RefusedOnPurpose { zh: why.0.to_owned(), en: why.1.to_owned(), command: C::NAME, codes });
                Ok(())
            }
            Err(source) => Err(DemoError::Store { doing: C::NAME.to_owned(), source }),
            Ok(_) => Err(DemoError::NotRefused(format!("{} ({})", C::NAME, why.1))),
        }
    }

    /// Waits until everything sent was recorded.
    pub async fn settle(&mut self) -> Result<(), DemoError> {
        // All at once, so that the writer commits them together. Without tokio's budget the first poll puts a command
        // into the queue for certain, which fixes the order.
        for waiting in self.waiting.iter_mut().filter(|waiting| waiting.answer.is_none()) {
            waiting.answer = poll_fn(|cx| {
                Poll::Ready(match waiting.future.as_mut().poll(cx) {
                    Poll::Ready(answer) => Some(answer),
                    Poll::Pending => None,
                })
            })
            .await;
        }
        while !self.waiting.is_empty() {
            self.finish_one().await?;
        }
        Ok(())
    }

    /// Position of the first fact a command became.
    pub async fn first_seq(&mut self, ticket: Ticket) -> Result<u64, DemoError> {
        if self.waiting.iter().any(|waiting| waiting.ticket == ticket) {
            self.settle().await?;
        }
        self.firsts.get(ticket.0).copied().ok_or(DemoError::Lost("a receipt"))
    }

    async fn finish_one(&mut self) -> Result<(), DemoError> {
        let Some(waiting) = self.waiting.pop_front() else { return Ok(()) };
        let answer = match waiting.answer {
            Some(answer) => answer,
            None => waiting.future.await,
        };
        self.weight = self.weight.saturating_sub(waiting.weight);
        let receipt =
            answer.map_err(|source| DemoError::Store { doing: format!("{} ({})", waiting.command, key(waiting.ticket)), source })?;
        if let Some(first) = self.firsts.get_mut(waiting.ticket.0) {
            *first = receipt.first_seq;
        }
        self.done += receipt.facts;
        (self.progress)(self.done.min(self.total), self.total);
        Ok(())
    }
}

fn key(ticket: Ticket) -> String {
    format!("demo/{}", ticket.0)
}
