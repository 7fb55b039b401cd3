//! `import template`: the sheet to fill in.

use std::path::PathBuf;

use nc_office::{DEFAULT_MAX_ROWS, TemplateOptions, template};
use serde::Serialize;

use super::roster::Into;
use crate::exit::{Exit, Failure};
use crate::files;
use crate::global::Global;
use crate::output::{Output, written_at};

/// Options.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "示例 / Example:\n  nuancheng import template --lang zh -o 考勤名册模板.xlsx\n  nuancheng import template --into internship -o 实习生名册模板.xlsx"
)]
pub struct Args {
    /// 模板文件 / Where the template goes
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// 名册种类 / What the roster is of
    #[arg(long, value_enum, default_value = "training")]
    into: Into,
}

#[derive(Serialize)]
struct Written<'a> {
    file: &'a PathBuf,
}

/// Writes the template.
///
/// # Errors
/// When it cannot be written.
pub fn run(global: &Global, args: &Args) -> Result<Exit, Failure> {
    let lang = global.lang();
    let (zh, en) = args.into.area().template_name();
    let options = TemplateOptions { lang: lang.office(), sheet: lang.pick(zh, en), created: written_at(), rows: DEFAULT_MAX_ROWS };
    files::write(&args.output, &template(&args.into.area().columns(false), options)?)?;
    let file = args.output.display();
    let line = lang.say(|| format!("已写入 {file}"), || format!("wrote {file}"));
    Output::new(global).answer(&Written { file: &args.output }, &[line])?;
    Ok(Exit::Done)
}
