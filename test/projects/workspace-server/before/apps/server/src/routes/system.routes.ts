import { Router } from 'express';

export const systemRoutes = Router();

// Asked by the monitor
// every minute
systemRoutes.get('/health', (_req, res) => {
  res.json({ status: 'ok', uptime: process.uptime() });
});
