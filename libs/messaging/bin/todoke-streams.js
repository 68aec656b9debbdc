#!/usr/bin/env node
// The command exists before the first build does, so that npm can link it.
await import('../dist/streams-command.js');
