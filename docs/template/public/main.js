// Read by the layout; nothing is loaded from elsewhere.
export default {}
