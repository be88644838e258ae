//! PostgreSQL tells in its catalog (<https://www.postgresql.org/docs/current/catalogs.html>), and has functions that
//! print parts of definitions. Names that are found without their schema are printed without it.

use super::{DescribeError, unreachable};
use crate::db::migrate::history;
use crate::db::open::options;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Postgres};

pub(super) async fn describe(url: &str) -> Result<Vec<String>, DescribeError> {
    let options = options::<Postgres>(url).map_err(DescribeError::Open)?;
    let mut connection = options.connect().await.map_err(|it| unreachable(url, it))?;
    let mut statements = Vec::new();
    for part in PARTS {
        let sql = part.replace("{ours}", OURS).replace("{history}", history::TABLE);
        let found: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&mut connection).await?;
        statements.extend(found);
    }
    connection.close().await?;
    Ok(statements)
}

/// What is neither the system's nor an extension's: of an object `o` in the schema `n`.
const OURS: &str = "n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' \
    AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = o.oid AND e.deptype = 'e')";

/// Queries that give one statement a row, in an order in which these can be run.
const PARTS: &[&str] =
    &[EXTENSIONS, SCHEMAS, TYPES, SEQUENCES, TABLES, OWNERS, INDEXES, REFERENCES, VIEWS, COMMENTS, SECURITY, POLICIES];

const EXTENSIONS: &str = "SELECT format('CREATE EXTENSION IF NOT EXISTS %I', extname) FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1";

const SCHEMAS: &str = "SELECT format('CREATE SCHEMA %I', o.nspname) FROM pg_namespace o JOIN pg_namespace n ON n.oid = o.oid \
    WHERE {ours} AND o.nspname <> 'public' ORDER BY 1";

/// Enums, domains, composite types and ranges, in the order in which they were made.
const TYPES: &str = "
SELECT CASE o.typtype
  WHEN 'e' THEN format('CREATE TYPE %s AS ENUM (%s)', format_type(o.oid, NULL),
    (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = o.oid))
  WHEN 'd' THEN concat(format('CREATE DOMAIN %s AS %s', format_type(o.oid, NULL), format_type(o.typbasetype, o.typtypmod)),
    ' DEFAULT ' || o.typdefault, CASE WHEN o.typnotnull THEN ' NOT NULL' END,
    (SELECT string_agg(format(' CONSTRAINT %I %s', conname, pg_get_constraintdef(oid)), '' ORDER BY conname)
     FROM pg_constraint WHERE contypid = o.oid AND contype = 'c'))
  WHEN 'c' THEN format('CREATE TYPE %s AS (%s)', format_type(o.oid, NULL),
    (SELECT string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' ORDER BY attnum)
     FROM pg_attribute WHERE attrelid = o.typrelid AND attnum > 0 AND NOT attisdropped))
  ELSE format('CREATE TYPE %s AS RANGE (subtype = %s)', format_type(o.oid, NULL),
    (SELECT format_type(rngsubtype, NULL) FROM pg_range WHERE rngtypid = o.oid))
END
FROM pg_type o JOIN pg_namespace n ON n.oid = o.typnamespace LEFT JOIN pg_class c ON c.oid = o.typrelid
WHERE {ours} AND (o.typtype IN ('e', 'd', 'r') OR (o.typtype = 'c' AND c.relkind = 'c'))
ORDER BY o.oid";

/// Those that no column counts by: neither of an identity nor of a `serial`.
const SEQUENCES: &str = "
SELECT format('CREATE SEQUENCE %s AS %s START WITH %s INCREMENT BY %s MINVALUE %s MAXVALUE %s CACHE %s%s', o.oid::regclass,
  format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache,
  CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END)
FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace JOIN pg_sequence s ON s.seqrelid = o.oid
WHERE {ours} AND NOT EXISTS (
  SELECT FROM pg_depend d LEFT JOIN pg_attrdef a ON a.adrelid = d.refobjid AND a.adnum = d.refobjsubid
  WHERE d.objid = o.oid AND d.classid = 'pg_class'::regclass AND d.refobjsubid > 0
  AND (d.deptype = 'i' OR (d.deptype = 'a' AND EXISTS (
    SELECT FROM pg_depend u WHERE u.classid = 'pg_attrdef'::regclass AND u.objid = a.oid AND u.refobjid = o.oid))))
ORDER BY o.oid";

/// Tables with their columns and what must hold of a row. `serial` is told from a default by whose the sequence is.
const TABLES: &str = "
SELECT CASE WHEN o.relispartition
  THEN format('CREATE TABLE %s PARTITION OF %s %s', o.oid::regclass,
    (SELECT inhparent::regclass FROM pg_inherits WHERE inhrelid = o.oid), pg_get_expr(o.relpartbound, o.oid))
  ELSE format(E'CREATE TABLE %s (\\n    %s\\n)', o.oid::regclass, coalesce(l.lines, ''))
END || coalesce(' PARTITION BY ' || pg_get_partkeydef(o.oid), '')
FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace CROSS JOIN LATERAL (
  SELECT string_agg(line, E',\\n    ' ORDER BY kind, place, line) AS lines FROM (
    SELECT 0 AS kind, a.attnum::int AS place, concat(quote_ident(a.attname), ' ',
      CASE WHEN s.is_serial THEN CASE a.atttypid WHEN 'int2'::regtype THEN 'smallserial'
        WHEN 'int8'::regtype THEN 'bigserial' ELSE 'serial' END ELSE format_type(a.atttypid, a.atttypmod) END,
      (SELECT format(' COLLATE %I', collname) FROM pg_collation co JOIN pg_type t ON t.oid = a.atttypid
       WHERE co.oid = a.attcollation AND a.attcollation <> t.typcollation),
      CASE WHEN a.attidentity = 'a' THEN ' GENERATED ALWAYS AS IDENTITY'
           WHEN a.attidentity = 'd' THEN ' GENERATED BY DEFAULT AS IDENTITY'
           WHEN a.attgenerated = 's' THEN format(' GENERATED ALWAYS AS (%s) STORED', pg_get_expr(d.adbin, d.adrelid))
           WHEN d.oid IS NOT NULL AND NOT s.is_serial THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) END,
      CASE WHEN a.attnotnull THEN ' NOT NULL' END) AS line
    FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    CROSS JOIN LATERAL (SELECT EXISTS (
      SELECT FROM pg_depend u JOIN pg_depend w ON w.objid = u.refobjid AND w.classid = 'pg_class'::regclass
        AND w.deptype = 'a' AND w.refobjid = a.attrelid AND w.refobjsubid = a.attnum
      WHERE u.classid = 'pg_attrdef'::regclass AND u.objid = d.oid AND a.attgenerated = ''
      AND pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%') AS is_serial) s
    WHERE a.attrelid = o.oid AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT 1, CASE contype WHEN 'p' THEN 0 WHEN 'u' THEN 1 WHEN 'c' THEN 2 ELSE 3 END,
      format('CONSTRAINT %I %s', conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE conrelid = o.oid AND contype IN ('p', 'u', 'c', 'x')
  ) AS both_kinds
) AS l
WHERE {ours} AND o.relkind IN ('r', 'p') AND o.relname <> '{history}'
ORDER BY o.oid";

/// Sequences that go with a column which does not count by them.
const OWNERS: &str = "
SELECT format('ALTER SEQUENCE %s OWNED BY %s.%I', o.oid::regclass, d.refobjid::regclass, a.attname)
FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace
JOIN pg_depend d ON d.objid = o.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'a' AND d.refobjsubid > 0
JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
LEFT JOIN pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
WHERE {ours} AND o.relkind = 'S' AND NOT EXISTS (
  SELECT FROM pg_depend u WHERE u.classid = 'pg_attrdef'::regclass AND u.objid = f.oid AND u.refobjid = o.oid)
ORDER BY o.oid";

/// All but those behind constraints, and those that a partition has from its table.
const INDEXES: &str = "
SELECT pg_get_indexdef(o.oid) FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace
JOIN pg_index i ON i.indexrelid = o.oid JOIN pg_class t ON t.oid = i.indrelid
WHERE {ours} AND t.relkind IN ('r', 'p', 'm') AND t.relname <> '{history}' AND NOT o.relispartition
AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = o.oid AND contype IN ('p', 'u', 'x'))
AND t.relkind <> 'm' ORDER BY t.oid, o.relname";

const REFERENCES: &str = "
SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid))
FROM pg_constraint k JOIN pg_class o ON o.oid = k.conrelid JOIN pg_namespace n ON n.oid = o.relnamespace
WHERE {ours} AND k.contype = 'f' AND k.conparentid = 0 ORDER BY o.oid, k.conname";

/// With the indexes of those that keep what they show.
const VIEWS: &str = "
SELECT text FROM (
  SELECT o.oid, 0 AS kind, format(E'CREATE %s %s AS\\n%s',
    CASE o.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END, o.oid::regclass,
    rtrim(pg_get_viewdef(o.oid), '; ')) AS text
  FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace WHERE {ours} AND o.relkind IN ('v', 'm')
  UNION ALL
  SELECT i.indrelid, 1, pg_get_indexdef(i.indexrelid) FROM pg_index i
  JOIN pg_class o ON o.oid = i.indrelid JOIN pg_namespace n ON n.oid = o.relnamespace WHERE {ours} AND o.relkind = 'm'
) AS views ORDER BY oid, kind, text";

const COMMENTS: &str = "
SELECT format('COMMENT ON %s %s IS %L', kind, name, said) FROM (
  SELECT o.oid, 0 AS place, CASE o.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'i' THEN 'INDEX'
    ELSE 'TABLE' END AS kind, o.oid::regclass::text AS name, obj_description(o.oid, 'pg_class') AS said
  FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace WHERE {ours} AND o.relkind IN ('r', 'p', 'v', 'm', 'i')
  UNION ALL
  SELECT o.oid, a.attnum::int, 'COLUMN', format('%s.%I', o.oid::regclass, a.attname), col_description(o.oid, a.attnum)
  FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum > 0
  WHERE {ours} AND o.relkind IN ('r', 'p', 'v', 'm') AND NOT a.attisdropped
  UNION ALL
  SELECT o.oid, 0, CASE o.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, format_type(o.oid, NULL),
    obj_description(o.oid, 'pg_type')
  FROM pg_type o JOIN pg_namespace n ON n.oid = o.typnamespace WHERE {ours} AND o.typtype IN ('e', 'd', 'c', 'r')
) AS all_of_them WHERE said IS NOT NULL ORDER BY oid, place";

const SECURITY: &str = "
SELECT format('ALTER TABLE %s %s ROW LEVEL SECURITY', o.oid::regclass, word)
FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace,
  LATERAL (VALUES (o.relrowsecurity, 'ENABLE'), (o.relforcerowsecurity, 'FORCE')) AS said (so, word)
WHERE {ours} AND so ORDER BY o.oid, word";

const POLICIES: &str = "
SELECT concat(format('CREATE POLICY %I ON %s', p.polname, o.oid::regclass),
  CASE WHEN NOT p.polpermissive THEN ' AS RESTRICTIVE' END,
  CASE p.polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR INSERT' WHEN 'w' THEN ' FOR UPDATE'
    WHEN 'd' THEN ' FOR DELETE' END,
  (SELECT ' TO ' || string_agg(quote_ident(rolname), ', ' ORDER BY rolname) FROM pg_roles WHERE oid = ANY (p.polroles)),
  ' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')')
FROM pg_policy p JOIN pg_class o ON o.oid = p.polrelid JOIN pg_namespace n ON n.oid = o.relnamespace
WHERE {ours} ORDER BY o.oid, p.polname";
