// A provider of identities on loopback for the tests: `node server.mjs <node_modules> <port of the relying party's origin>`.
// Prints its issuer on one line. It is oidc-provider as published; around it lies what a test has to be able to do:
// say who signs in, change the keys, and spoil a token on its way out as somebody between could, or a provider gone wrong.
import { createRequire } from "node:module";
import { createServer } from "node:http";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, callback] = process.argv.slice(2);
const load = async (name) => import(pathToFileURL(createRequire(join(resolve(modules), "here.js")).resolve(name)));
const jose = await load("jose");
const { Provider } = await load("oidc-provider");

const makeKey = async (kid) => ({ ...(await jose.exportJWK((await jose.generateKeyPair("ES256", { extractable: true })).privateKey)), kid, alg: "ES256", use: "sig" });
const stranger = await makeKey("first");
let keys = [await makeKey("first")];
let person = "481001";
let refuse = false;
let spoil = null;
let provider;

function start(issuer) {
  provider = new Provider(issuer, {
    clients: [{
      client_id: "nuancheng", client_secret: "a secret of thirty-two characters or more", redirect_uris: [callback],
      grant_types: ["authorization_code"], response_types: ["code"], id_token_signed_response_alg: "ES256",
    }],
    jwks: { keys },
    cookies: { keys: ["for the tests alone"] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, email: "political@nuancheng.example" }) }),
  });
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.path === "/token" && spoil && ctx.body?.id_token) {
      ctx.body = { ...ctx.body, id_token: await spoiled(ctx.body.id_token) };
      spoil = null;
    }
  });
}

// The same token with one thing changed, signed anew.
async function spoiled(token) {
  const claims = jose.decodeJwt(token);
  const now = Math.floor(Date.now() / 1000);
  const changes = {
    expired: { iat: now - 7200, exp: now - 3600 },
    future: { iat: now + 7200, exp: now + 10800 },
    nonce: { nonce: "another" },
    audience: { aud: "another" },
    issuer: { iss: "https://another.example" },
    stranger: {},
    unsigned: {},
    hash: { at_hash: "AAAAAAAAAAAAAAAAAAAAAA" },
  };
  const content = { ...claims, ...changes[spoil] };
  if (spoil === "unsigned") return new jose.UnsecuredJWT(content).encode();
  const key = await jose.importJWK(spoil === "stranger" ? stranger : keys[0], "ES256");
  return new jose.SignJWT(content).setProtectedHeader({ alg: "ES256", kid: keys[0].kid }).sign(key);
}

// Whoever comes is signed in as `person` and agrees to everything, or says no.
async function interact(request, response) {
  const { params, prompt } = await provider.interactionDetails(request, response);
  if (refuse) return provider.interactionFinished(request, response, { error: "access_denied" });
  if (prompt.name === "login") return provider.interactionFinished(request, response, { login: { accountId: person } });
  const grant = new provider.Grant({ accountId: person, clientId: params.client_id });
  grant.addOIDCScope("openid");
  return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
}

const server = createServer(async (request, response) => {
  try {
    const { pathname, searchParams } = new URL(request.url, issuer);
    if (pathname === "/test") {
      person = searchParams.get("person") ?? person;
      spoil = searchParams.get("spoil") ?? spoil;
      refuse = searchParams.get("refuse") === "yes";
      if (searchParams.get("keys") === "new") {
        keys = [await makeKey(`key ${Date.now()}`)];
        start(issuer);
      }
      return response.end(String(Date.now()));
    }
    if (pathname.startsWith("/interaction/")) return await interact(request, response);
    return provider.callback()(request, response);
  } catch (fault) {
    response.statusCode = 500;
    response.end(String(fault));
  }
});
let issuer;
server.listen(0, "127.0.0.1", () => {
  issuer = `http://127.0.0.1:${server.address().port}`;
  start(issuer);
  console.log(issuer);
});
// Whoever started this is gone when its end of the pipe is.
process.stdin.resume().on("end", () => process.exit(0));
