package hocket.benchmarks.codec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arguments that events are measured with, as large as those of the load. */
public enum Sample {
    /** 64 characters of ASCII. */
    TEXT {
        @Override
        Object value() {
            return "0123456789abcdef".repeat(4);
        }
    },
    /** About 250 bytes of UTF-8, most of it beyond ASCII. */
    MULTI_BYTE {
        @Override
        Object value() {
            return "aéz €中文q😀".repeat(11);
        }
    },
    /** About 250 bytes, nine keys deep in arrays. */
    OBJECT {
        @Override
        Object value() {
            return Map.of("key", "0123456789abcdef", "items", List.of(item(0), item(1), item(2)));
        }
    },
    /** An attachment of 1 KiB. */
    BINARY {
        @Override
        Object value() {
            return new byte[1024];
        }
    };

    abstract Object value();

    private static Map<String, Object> item(int id) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("id", id);
        item.put("name", "item " + id);
        item.put("price", id + 10.5);
        item.put("tags", List.of("a", "bc"));
        item.put("ok", id % 2 == 0);
        return item;
    }
}
