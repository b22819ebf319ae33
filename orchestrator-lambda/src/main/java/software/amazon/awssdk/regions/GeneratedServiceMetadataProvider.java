package software.amazon.awssdk.regions;

import software.amazon.awssdk.regions.servicemetadata.ElasticmapreduceServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.EnhancedS3ServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.EventsServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.GlueServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.SchedulerServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.SnsServiceMetadata;

/**
 * The SDK's own table of what is known of services, cut to the six that the function calls. The SDK's makes all of its 316
 * entries to answer for one, a sixth of a cold start. This one stands before it on the function's class path and in no jar: were
 * the order ever another, the SDK's would answer the same. What is not here gets the SDK's rule for services that it does not know.
 */
public final class GeneratedServiceMetadataProvider implements ServiceMetadataProvider {
    @Override
    public ServiceMetadata serviceMetadata(String endpointPrefix) {
        return switch (endpointPrefix) {
            case "elasticmapreduce" -> new ElasticmapreduceServiceMetadata();
            case "events" -> new EventsServiceMetadata();
            case "glue" -> new GlueServiceMetadata();
            case "s3" -> new EnhancedS3ServiceMetadata();
            case "scheduler" -> new SchedulerServiceMetadata();
            case "sns" -> new SnsServiceMetadata();
            default -> null;
        };
    }
}
