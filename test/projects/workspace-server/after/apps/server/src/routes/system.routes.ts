import { Router } from 'express';
import { prisma } from '../utils/prisma';

export const systemRoutes = Router();

systemRoutes.get('/health', (_req, res) => {
  res.json({ status: 'ok', uptime: process.uptime() });
});

systemRoutes.get('/ready', async (_req, res) => {
  await prisma.$queryRaw`SELECT 1`;
  res.json({ status: 'ready' });
});
