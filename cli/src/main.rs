//! x
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let out = std::env::args().nth(2).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let mut sources = zephyrix_generator::Sources::default();
    sources.add(zephyrix_generator::Source { path: path.clone(), text });
    let mut log = zephyrix_generator::Diagnostics::default();
    let mut config = zephyrix_generator::Config {
        inputs: vec![path],
        runtime: zephyrix_generator::Runtime::Path("/work/main/runtime".into()),
        ..Default::default()
    };
    config.generate.client = false;
    if let Some(db) = std::env::args().nth(3) {
        config.database = match db.as_str() {
            "postgres" => zephyrix_generator::Database::Postgres,
            "mysql" => zephyrix_generator::Database::Mysql,
            _ => zephyrix_generator::Database::Sqlite,
        };
    }
    let previous = zephyrix_generator::Previous::default();
    let files = zephyrix_generator::generate(
        &mut sources,
        zephyrix_generator::Job { loader: &zephyrix_generator::NoLoader, config: &config, previous: &previous },
        &mut log,
    );
    for d in log.all() {
        eprintln!("{} {:?} {} {:?}", d.code.id, d.severity, d.message, d.span.map(|s| sources.position(s)));
        for n in &d.notes {
            eprintln!("   {n}");
        }
    }
    for (p, f) in files.iter().flat_map(|f| f.iter()) {
        let to = std::path::Path::new(&out).join(p);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::write(to, &f.text).unwrap();
    }
}
