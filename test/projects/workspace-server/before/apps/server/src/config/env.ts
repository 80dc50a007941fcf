import { z } from 'zod';

const schema = z.object({
  PORT: z.coerce.number().default(3000),
  DATABASE_URL: z.string().url(),
  REDIS_URL: z.string().url(),
  REDIS_HOST: z.string(),
  REDIS_PORT: z.coerce.number(),
  JWT_SECRET: z.string().min(32),
  CORS_ORIGINS: z.string(),
});
























































const parsed = schema.safeParse(process.env);
if (!parsed.success) {
  console.error('Invalid environment', parsed.error.format());
  process.exit(1);
}
export const env = parsed.data;
