//! `import template`: the sheet to fill in.

use std::path::PathBuf;

use nc_office::{DEFAULT_MAX_ROWS, TemplateOptions, roster_columns, template};
use serde::Serialize;

use crate::exit::{Exit, Failure};
use crate::files;
use crate::global::Global;
use crate::output::{Output, written_at};

/// Options.
#[derive(Debug, clap::Args)]
#[command(after_help = "示例 / Example:\n  nuancheng import template --lang zh -o 考勤名册模板.xlsx")]
pub struct Args {
    /// 模板文件 / Where the template goes
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
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
    let options =
        TemplateOptions { lang: lang.office(), sheet: lang.pick("考勤名册", "Roster"), created: written_at(), rows: DEFAULT_MAX_ROWS };
    files::write(&args.output, &template(&roster_columns(false), options)?)?;
    let file = args.output.display();
    let line = lang.say(|| format!("已写入 {file}"), || format!("wrote {file}"));
    Output::new(global).answer(&Written { file: &args.output }, &[line])?;
    Ok(Exit::Done)
}
