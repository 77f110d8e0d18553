/**
 * JSON by Jackson 3: the {@link hocket.core.JsonCodec} for applications that have it, such as those on Spring Boot 4. It is
 * found on the class path, or made from the application's own mapper.
 *
 * <p>The room depends on core and Jackson; nothing depends on it but by its name in {@code META-INF/services}. Codecs
 * are safe for use by several threads and never block; buffers are recycled through a pool that belongs to the codec,
 * not to threads, so that any number of virtual threads may use it.
 *
 * <pre>{@code
 * record Move(String piece, byte[] thumbnail) {}
 *
 * JsonCodec codec = Jackson3Codec.of(JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build());
 * Parser parser = new JsonPacketParser(codec, PacketLimits.DEFAULT);
 * parser.encode(Packet.event("/", List.of("move", new Move("Nf3", new byte[] {1, 2}), 1.0)));
 * // 51-["move",{"piece":"Nf3","thumbnail":{"_placeholder":true,"num":0}},1] and a binary message
 * }</pre>
 */
@NullMarked
package hocket.jackson3;

import org.jspecify.annotations.NullMarked;
