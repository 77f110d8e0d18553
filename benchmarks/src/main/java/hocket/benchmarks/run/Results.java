package hocket.benchmarks.run;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hocket.benchmarks.codec.CodecResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All that was measured, kept in a file from which the report can be written again.
 *
 * @param machine what was measured on
 * @param workloads what each workload is, by its name
 * @param rounds the visits of all rounds
 * @param curves the visits for each curve, by its name
 * @param clients the visits of all clients; none in files of older versions
 * @param notes what was left out, and why
 */
public record Results(
        Map<String, String> machine,
        Map<String, String> workloads,
        List<Sample> rounds,
        Map<String, List<Sample>> curves,
        List<MemoryFigure> memory,
        List<CodecResult> codecs,
        List<ClientFigure> clients,
        List<String> notes) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    public Results {
        clients = clients == null ? List.of() : clients;
    }

    public static Results read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Results.class);
    }

    public void write(Path file) throws IOException {
        JSON.writeValue(file.toFile(), this);
    }
}
