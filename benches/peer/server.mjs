// The same table served by Platformatic's sql-openapi on Fastify: `node server.mjs PORT DATABASE-URL`.
import Fastify from "fastify";
import openapi from "@platformatic/sql-openapi";
import mapper from "@platformatic/sql-mapper";

const [port, url] = process.argv.slice(2);
const app = Fastify();
app.register(mapper, { connectionString: url, poolSize: 10, ignore: { zephyrix_migrations: true } });
app.register(openapi);
await app.listen({ port: Number(port), host: "127.0.0.1" });
