import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import pg from 'pg';

/** The limit of a service: Nest, Fastify and a pool, with one route that asks the database. */
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] });

// eslint-disable-next-line todoke/routes-say-who -- the limit has nothing of our libraries
@Controller('health')
class Health {
  @Get('ready')
  async ready(): Promise<object> {
    return (await pool.query('SELECT 1 AS ready')).rows[0] as object;
  }
}

@Module({ controllers: [Health] })
class Bare {}

const app = await NestFactory.create(Bare, new FastifyAdapter(), { logger: false });
app.enableShutdownHooks();
await app.listen(Number(process.env['PORT']), 'localhost');
