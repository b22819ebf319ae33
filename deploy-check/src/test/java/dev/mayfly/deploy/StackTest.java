package dev.mayfly.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CloudFormation's functions, worked out as CloudFormation does. */
class StackTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'Fn::Join': [',', {'Ref': 'Subnets'}]} | subnet-1,subnet-2",
                "{'Fn::Join': ['', {'Ref': 'Subnets'}]} | subnet-1subnet-2",
                "{'Fn::Join': ['-', ['a', {'Ref': 'Name'}, 'b']]} | a-lake-b",
                "{'Fn::Join': ['/', ['s3:/', {'Fn::Sub': '${Name}-raw'}, 'x']]} | s3://lake-raw/x",
                "{'Fn::Join': [',', {'Ref': 'Nothing'}]} | ``",
                "{'Fn::Join': [',', ['only']]} | only"
            })
    void joinsAListByItsDelimiter(String value, String joined) throws IOException {
        assertThat(worked(value)).isEqualTo(joined);
    }

    @Test
    void refusesAFunctionThatItDoesNotKnow() {
        assertThatThrownBy(() -> worked("{'Fn::Cidr': ['10.0.0.0/16', 2]}"))
                .hasMessage("the function Fn::Cidr is not understood here");
    }

    private String worked(String value) throws IOException {
        String template = """
                {"Parameters": {"Subnets": {"Type": "CommaDelimitedList", "Default": "subnet-1,subnet-2"},
                                "Nothing": {"Type": "CommaDelimitedList", "Default": ""},
                                "Name": {"Type": "String", "Default": "lake"}},
                 "Resources": {"Made": {"Type": "AWS::S3::Bucket", "Properties": {"Value": %s}}}}
                """.formatted(value.replace('\'', '"'));
        Path file = Files.writeString(folder.resolve("template.json"), template);
        return Stack.read(file, Map.of())
                .resources()
                .get("Made")
                .at("/Properties/Value")
                .asText();
    }
}
