package hocket.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpConstants;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ByteProcessor;
import java.util.List;

/**
 * Netty's decoder, which refuses besides what two readers could understand in two ways (smuggling): a length given twice, a
 * request line with anything but single spaces in it, and header fields that go on in a second line (RFC 9112 §3, §5.2,
 * §6.1). What cannot be HTTP is refused with its first bytes, not when the time for a request is over.
 */
final class StrictHttpDecoder extends HttpRequestDecoder {
    private static final int MAX_METHOD_BYTES = 32;
    private static final short CRLF = 0x0d0a;

    private boolean inHead = true; // lane: what comes belongs to a request line or header field
    private boolean lineRead; // lane: the request line of that head has been read
    private boolean refused; // lane: nothing that comes can be understood any more

    StrictHttpDecoder(int maxHeaderBytes) {
        super(new HttpDecoderConfig().setMaxInitialLineLength(maxHeaderBytes).setMaxHeaderSize(maxHeaderBytes));
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (inHead && !lineRead) {
            skipEmptyLines(in);
        }
        if (!refused && inHead && !isHeadSound(in)) {
            refused = true;
            HttpMessage refusal = createInvalidMessage();
            refusal.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("not a strict request head")));
            out.add(refusal);
        }
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        int before = in.readerIndex();
        super.decode(ctx, in, out);
        lineRead |= in.readerIndex() > before;
        if (!out.isEmpty() && out.get(out.size() - 1) instanceof HttpObject last) {
            refused = last.decoderResult().isFailure();
            inHead = last instanceof LastHttpContent;
            lineRead = false;
        }
    }

    /** RFC 9112 §2.2. */
    private static void skipEmptyLines(ByteBuf in) {
        while (in.readableBytes() >= 2 && in.getShort(in.readerIndex()) == CRLF) {
            in.skipBytes(2);
        }
    }

    /** Looks at each line of the head that is not decoded yet, as far as it has come. */
    private boolean isHeadSound(ByteBuf in) {
        boolean requestLine = !lineRead;
        int start = in.readerIndex();
        while (start < in.writerIndex()) {
            int feed = in.indexOf(start, in.writerIndex(), HttpConstants.LF);
            byte first = in.getByte(start);
            if (requestLine ? !isRequestLineSound(in, start, feed) : first == ' ' || first == '\t') {
                return false;
            }
            if (feed < 0 || first == '\r') {
                return true; // the rest has not come, or is no head any more
            }
            requestLine = false;
            start = feed + 1;
        }
        return true;
    }

    private static boolean isRequestLineSound(ByteBuf in, int start, int feed) {
        int length = (feed < 0 ? in.writerIndex() : feed) - start;
        RequestLine line = new RequestLine();
        int stop = in.forEachByte(start, length, line);
        boolean carriageReturn = stop == start + length - 1 && in.getByte(stop) == '\r';
        return (stop < 0 || carriageReturn)
                && (line.spaces > 0 || length <= MAX_METHOD_BYTES)
                && (line.spaces == 2 || feed < 0);
    }

    /** Goes on while what it sees may be letters, a space, anything visible, a space, anything visible. */
    private static final class RequestLine implements ByteProcessor {
        private int spaces;

        @Override
        public boolean process(byte b) {
            if (b == ' ') {
                spaces++;
                return spaces <= 2;
            }
            boolean visible = b < 0 || (b > ' ' && b != 0x7f);
            return spaces == 0 ? isMethodLetter(b) : visible;
        }

        /** All methods that are registered, and all that are worth an answer, are made of these. */
        private static boolean isMethodLetter(byte b) {
            return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || b == '-' || b == '_';
        }
    }
}
