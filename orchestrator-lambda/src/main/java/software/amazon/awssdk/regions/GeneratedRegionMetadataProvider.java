package software.amazon.awssdk.regions;

/**
 * The SDK's own entry for a region, made when that region is asked for: the SDK's table makes all of its 53. It stands where
 * {@link GeneratedServiceMetadataProvider} stands, for the same reason and with the same way out.
 */
public final class GeneratedRegionMetadataProvider implements RegionMetadataProvider {
    private static final String ENTRIES = "software.amazon.awssdk.regions.regionmetadata.";

    @Override
    public RegionMetadata regionMetadata(Region region) {
        try {
            return Class.forName(ENTRIES + entry(region.id()))
                    .asSubclass(RegionMetadata.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ClassNotFoundException e) {
            // A region that is newer than the SDK; it has a rule for those.
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the SDK's entry for " + region + " cannot be made", e);
        }
    }

    /** {@code us-east-1} is in the class {@code UsEast1}. */
    private static String entry(String id) {
        StringBuilder name = new StringBuilder();
        for (String part : id.split("-", -1)) {
            if (!part.isEmpty()) {
                name.append(Character.toUpperCase(part.charAt(0))).append(part, 1, part.length());
            }
        }
        return name.toString();
    }
}
