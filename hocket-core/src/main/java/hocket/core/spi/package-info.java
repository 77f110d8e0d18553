/**
 * What codecs of JSON share: the pieces of a {@link hocket.core.JsonCodec} that have nothing to do with the library it is
 * written on. For authors of codecs; nobody else needs them.
 *
 * <p>The room depends on core and the JDK; the JSON modules depend on it, and core does not. Nothing blocks. The classes
 * with static methods, {@link hocket.core.spi.Slots} and {@link hocket.core.spi.TypeCache} are safe for use by several
 * threads, the others are made for one value and belong to whoever makes them.
 *
 * <pre>{@code
 * JsonIndex index = JsonScanner.scan(ByteSlice.utf8("[\"move\",\"Nf3\"]"));   // JsonCodec.index
 * index.first();                                                            // "move"
 *
 * Scalars.read(ByteSlice.utf8("\"Nf3\""), String.class);                      // "Nf3"; null for what a library must read
 *
 * ByteSink sink = new ByteSink(16);
 * Scalars.write("Nf3", sink, binary -> 0);                                  // true; false for what a library must write
 * JavaScriptNumbers.toString(1e21, "1.0E21");                               // "1e+21"
 * CodecFailures.misfit(int.class, "it is a text", null).getMessage();        // "is not a int: it is a text"
 * }</pre>
 */
@NullMarked
package hocket.core.spi;

import org.jspecify.annotations.NullMarked;
