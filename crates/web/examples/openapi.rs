//! Prints the OpenAPI document, as `cargo xtask openapi` keeps it in `docs/openapi.json`.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = serde_json::to_string_pretty(&nc_web::openapi())?;
    std::io::Write::write_all(&mut std::io::stdout(), format!("{text}\n").as_bytes())?;
    Ok(())
}
