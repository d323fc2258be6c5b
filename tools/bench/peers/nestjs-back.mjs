import 'reflect-metadata';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MessagePattern, Payload, Transport } from '@nestjs/microservices';
import { decorate } from './decorate.mjs';

class NpcController {
  heal(npc) {
    npc.health += 1;
    return npc;
  }
}
decorate(NpcController, {
  type: [Controller()],
  methods: { heal: { decorators: [MessagePattern('npc.heal')], parameters: [[Payload()]] } },
});
// A class to Nest, which creates one.
function AppModule() {}
decorate(AppModule, { type: [Module({ controllers: [NpcController] })] });

/** A NestJS microservice on NATS. @param {import('./run-peer.mjs').Address} address */
export async function start({ natsUrl }) {
  const app = await NestFactory.createMicroservice(AppModule, {
    transport: Transport.NATS,
    options: { servers: [natsUrl], queue: 'npcs' },
    logger: ['error', 'warn'],
  });
  await app.listen();
}
