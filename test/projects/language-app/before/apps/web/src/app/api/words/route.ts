import { db } from '@/lib/db';
export async function GET() {
  return Response.json(await db.word.findMany({ take: Number(process.env.WORD_LIMIT) }));
}
