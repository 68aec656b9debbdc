/**
 * The smallest service: PORT, and OPERATIONS_PORT where metrics are to be answered elsewhere. A line on standard input
 * makes it warn, print to the console, and then throw an error that quotes what the line says, which nobody catches.
 */
import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { clockFrom, serve, ServiceModule } from '@todoke/service';

class App {}
Module({ imports: [ServiceModule.forRoot({ service: 'smallest', clock: clockFrom(undefined) })] })(App);

const { PORT, OPERATIONS_PORT, NODE_ENV } = process.env;
const app = await NestFactory.create(App, new FastifyAdapter(), { logger: false });
await serve(app, {
  PORT: Number(PORT),
  HOST: 'localhost',
  OPERATIONS_PORT: OPERATIONS_PORT === undefined ? undefined : Number(OPERATIONS_PORT),
  STOP_NOTICE_MS: 0,
  NODE_ENV,
});
process.stdin.once('data', (line) => {
  process.emitWarning(`beware of ${line}`);
  console.warn('a library says', `${line}`);
  setImmediate(() => {
    throw Object.assign(new Error(`cannot take ${line}\n    at ${line}`), {
      code: '23505',
      detail: `Key (name)=(${line})`,
    });
  });
});
