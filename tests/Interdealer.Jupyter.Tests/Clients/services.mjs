// JupyterLab's own client against a Jupyter server: execute, complete, inspect, interrupt, restart, input. services.mjs address; node_modules lie above it or in NODE_MODULES.
import { createRequire } from 'node:module';
import assert from 'node:assert';

const require = createRequire((process.env.NODE_MODULES ?? import.meta.dirname) + '/x.js');
const { KernelManager, ServerConnection } = require('@jupyterlab/services');
const WebSocket = require('ws');

const baseUrl = process.argv[2];
const serverSettings = ServerConnection.makeSettings({ baseUrl, wsUrl: baseUrl.replace('http', 'ws'), token: '', WebSocket, appendToken: false });
const manager = new KernelManager({ serverSettings });
const kernel = await manager.startNew({ name: '.net-csharp' });
const info = await kernel.info;
assert.equal(info.implementation, 'interdealer');

async function run(code, during) {
  const outputs = [];
  const future = kernel.requestExecute({ code, allow_stdin: true });
  future.onIOPub = message => outputs.push(message);
  if (during) {
    await during(future, outputs);
  }
  const reply = await future.done;
  return { status: reply.content.status, outputs, text: outputs.filter(m => m.header.msg_type === 'execute_result').map(m => m.content.data['text/plain'])[0] };
}

const until = async condition => { while (!condition()) { await new Promise(done => setTimeout(done, 20)); } };

assert.equal((await run('int kept = 7; 1 + 2')).text, '3');

// A busy machine may not answer the first question about code in the time the kernel gives itself.
let matches = [];
for (let attempt = 0; attempt < 3 && matches.length === 0; attempt++) {
  ({ matches } = (await kernel.requestComplete({ code: 'Math.Sqr', cursor_pos: 8 })).content);
}

assert.deepEqual(matches, ['Sqrt']);
const found = await kernel.requestInspect({ code: 'Math.Sqrt', cursor_pos: 9, detail_level: 0 });
assert.ok(found.content.found && found.content.data['text/plain'].includes('double Math.Sqrt(double d)'));

const endless = await run('Console.Write(1); while (true) { }', async (_, outputs) => {
  await until(() => outputs.some(message => message.header.msg_type === 'stream'));
  await kernel.interrupt();
});
assert.equal(endless.status, 'error');
assert.equal((await run('kept')).text, '7');

const asked = await run('Console.ReadLine()', async future => {
  future.onStdin = message => kernel.sendInputReply({ status: 'ok', value: 'typed' }, message.header);
});
assert.equal(asked.text, 'typed');

await kernel.restart();
assert.equal((await run('1 + 1')).text, '2');
assert.equal((await run('kept')).status, 'error');
await kernel.shutdown();
console.log('all of it');
process.exit(0);
