// The person's side of the pretend Telegram, over HTTP. Nothing is kept here.

export class Unknown extends Error {}

async function ask(verb, path, body) {
  const options = { method: verb, headers: { "Content-Type": "application/json" } };
  if (body !== undefined) options.body = JSON.stringify(body);
  const response = await fetch(`/sim${path}`, options);
  const answer = await response.json();
  if (!response.ok) throw new Unknown(answer.error);
  return answer;
}

export const people = () => ask("GET", "/people");
export const create = (names) => ask("POST", "/people", names);
export const act = (person, what, body = {}) => ask("POST", `/people/${person}/${what}`, body);
export const advance = (seconds) => ask("POST", "/clock", { advance: seconds });
export const reset = () => ask("POST", "/reset", {});

// Resolves at once with `after` below zero, else when something changed or after 25 seconds.
export const screen = (person, after) =>
  ask("GET", `/people/${person}/chat${after < 0 ? "" : `?after=${after}&timeout=25`}`);
