//! The condition of a definition, over an entry's attributes.

use std::collections::{BTreeMap, HashMap};

use cel::{Context, Program, Value};
use nc_kernel::Attr;

/// A compiled condition with a memory: rows of one register repeat few combinations of the attributes it reads.
pub struct Filter {
    program: Option<Program>,
    reads: Vec<String>,
    memory: HashMap<Vec<Option<Attr>>, bool>,
    /// The last combination and its answer: the rows of one roster mostly share it.
    last: Option<(Vec<Option<Attr>>, bool)>,
}

/// The condition cannot be used: a fault of the definition, found when the program starts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("condition `{condition}`: {why}")]
pub struct FilterError {
    /// The condition as written.
    pub condition: String,
    /// What is wrong with it.
    pub why: String,
}

/// More combinations than this and the memory starts anew; attributes are closed lists, so it hardly ever does.
const MEMORY: usize = 10_000;

impl Filter {
    /// Compiles `condition`; an empty one takes every entry.
    ///
    /// # Errors
    /// [`FilterError`] when it is no CEL expression, or reads an attribute that `attrs` does not list.
    pub fn new(condition: &str, attrs: &[&str]) -> Result<Self, FilterError> {
        if condition.trim().is_empty() {
            return Ok(Self { program: None, reads: Vec::new(), memory: HashMap::new(), last: None });
        }
        let fail = |why: String| FilterError { condition: condition.to_owned(), why };
        let program = Program::compile(condition).map_err(|e| fail(e.to_string()))?;
        let mut reads: Vec<String> = program.references().variables().into_iter().map(str::to_owned).collect();
        reads.sort_unstable();
        if let Some(stranger) = reads.iter().find(|name| !attrs.contains(&name.as_str())) {
            return Err(fail(format!("the register has no attribute `{stranger}`; it has {}", attrs.join(", "))));
        }
        Ok(Self { program: Some(program), reads, memory: HashMap::new(), last: None })
    }

    /// Whether an entry with these attributes counts. A condition that cannot be decided (a missing attribute compared
    /// with a number) takes nothing.
    pub fn takes(&mut self, attrs: &BTreeMap<&'static str, Attr>) -> bool {
        let Some(program) = &self.program else { return true };
        if let Some((seen, takes)) = &self.last
            && self.reads.iter().zip(seen).all(|(name, value)| attrs.get(name.as_str()) == value.as_ref())
        {
            return *takes;
        }
        let seen: Vec<Option<Attr>> = self.reads.iter().map(|name| attrs.get(name.as_str()).cloned()).collect();
        if let Some(known) = self.memory.get(&seen).copied() {
            self.last = Some((seen, known));
            return known;
        }
        let mut context = Context::default();
        for (name, value) in self.reads.iter().zip(&seen) {
            let value = match value {
                Some(Attr::Int(n)) => Value::Int(*n),
                Some(Attr::Text(s)) => Value::String(s.clone().into()),
                Some(Attr::Bool(b)) => Value::Bool(*b),
                None => Value::Null,
            };
            context.add_variable_from_value(name.clone(), value);
        }
        let takes = matches!(program.execute(&context), Ok(Value::Bool(true)));
        if self.memory.len() >= MEMORY {
            self.memory.clear();
        }
        self.last = Some((seen.clone(), takes));
        self.memory.insert(seen, takes);
        takes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_read_attributes() {
        let attrs = ["kind", "late", "minutes"];
        let entry = BTreeMap::from([("kind", Attr::from("political")), ("late", Attr::from(true)), ("minutes", Attr::from(90))]);
        for (condition, takes) in [
            ("", true),
            (r#"kind == "political""#, true),
            (r#"kind == "drill""#, false),
            ("late && minutes >= 60", true),
            ("!late", false),
            (r#"kind in ["political", "drill"]"#, true),
        ] {
            let mut filter = Filter::new(condition, &attrs).unwrap();
            assert_eq!(filter.takes(&entry), takes, "{condition}");
            assert_eq!(filter.takes(&entry), takes, "{condition} from memory");
        }
        let mut filter = Filter::new("minutes > 60", &attrs).unwrap();
        assert!(!filter.takes(&BTreeMap::new()), "a missing attribute decides nothing");
    }

    #[test]
    fn a_condition_that_cannot_be_used_is_refused_at_start() {
        for condition in ["kind ==", "colour == \"red\""] {
            assert!(Filter::new(condition, &["kind"]).is_err(), "{condition}");
        }
    }
}
