import 'reflect-metadata';
import { Body, Controller, HttpCode, Inject, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClientsModule, Transport } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { decorate } from './decorate.mjs';

/** NestJS on Fastify, calling a microservice over its NATS transport. @param {import('./run-peer.mjs').Address} address */
export async function start({ natsUrl, port }) {
  class HealController {
    constructor(npcs) {
      this.npcs = npcs;
    }

    heal(npc) {
      return this.npcs.send('npc.heal', npc);
    }
  }
  decorate(HealController, {
    type: [Controller()],
    parameters: [[Inject('NPCS')]],
    methods: { heal: { decorators: [HttpCode(200), Post('heal')], parameters: [[Body()]] } },
  });
  function AppModule() {}
  const npcs = { name: 'NPCS', transport: Transport.NATS, options: { servers: [natsUrl] } };
  decorate(AppModule, {
    type: [Module({ imports: [ClientsModule.register([npcs])], controllers: [HealController] })],
  });
  const app = await NestFactory.create(AppModule, new FastifyAdapter(), { logger: ['error', 'warn'] });
  await app.listen(port, '127.0.0.1');
}
