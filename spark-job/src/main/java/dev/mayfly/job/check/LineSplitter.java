package dev.mayfly.job.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.Optional;

/** Splits one line of CSV into fields, strictly: what is not UTF-8, holds a NUL or has stray quotes is refused with the reason. */
final class LineSplitter {
    private static final int MOST_FIELDS = 10_000;

    private final LineFields fields = new LineFields();
    private final CsvParser parser = parser();

    LineFields fields() {
        return fields;
    }

    /** What is wrong with the line, or nothing: then {@link #fields} has it. */
    Optional<String> split(byte[] line, int length) {
        boolean ascii = true;
        boolean special = false;
        for (int i = 0; i < length; i++) {
            byte b = line[i];
            if (b == 0) {
                return Optional.of("byte %d of the line is NUL; text has none".formatted(i + 1));
            }
            ascii &= b > 0;
            special |= b == '"' || b == '\r';
        }
        if (!ascii && !utf8(line, length)) {
            return Optional.of("the line is not UTF-8");
        }
        if (!special) {
            fields.cut(line, length);
            return Optional.empty();
        }
        String text = new String(line, 0, length, UTF_8);
        Optional<String> fault = QuoteValidator.fault(text);
        if (fault.isEmpty()) {
            fields.take(parser.parseLine(text));
        }
        return fault;
    }

    private static boolean utf8(byte[] line, int length) {
        try {
            UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(line, 0, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static CsvParser parser() {
        CsvParserSettings strict = new CsvParserSettings();
        strict.getFormat().setLineSeparator("\n");
        strict.getFormat().setComment('\0');
        strict.setIgnoreLeadingWhitespaces(false);
        strict.setIgnoreTrailingWhitespaces(false);
        strict.setNormalizeLineEndingsWithinQuotes(false);
        strict.setSkipEmptyLines(false);
        strict.setNullValue("");
        strict.setEmptyValue("");
        strict.setMaxCharsPerColumn(-1);
        strict.setMaxColumns(MOST_FIELDS);
        // What it throws has nothing of the line in it.
        strict.setErrorContentLength(0);
        return new CsvParser(strict);
    }
}
